public import Foundation
internal import Tracking

extension RunIndex {
  /// The folder of runs in whose index a run belongs; nil for a run that is in none.
  ///
  /// That is the folder that the run's folder is in, if it is called `runs` or holds an index already. A run of a
  /// comparison or of a verdict belongs where the comparison is, or the run that the verdict is of: there is one index
  /// for all of them. What is behind a link in the folder belongs elsewhere.
  public static func place(ofRunIn run: URL) -> URL? {
    var unit = run.standardizedFileURL
    while let outer = whole(around: unit) { unit = outer }
    let folder = unit.deletingLastPathComponent()
    guard folder != unit else { return nil }
    let path = run.standardizedFileURL.path.dropFirst(folder.path.count)
    guard RunFolders.isInside(String(path), of: folder) else { return nil }
    return folder.lastPathComponent == "runs" || isThere(file(in: folder)) ? folder : nil
  }

  /// The comparison that a run is part of, or the run that a verdict is of.
  private static func whole(around unit: URL) -> URL? {
    let folder = unit.deletingLastPathComponent()
    let outer = folder.deletingLastPathComponent()
    if folder.lastPathComponent == "runs", isThere(outer.appending(path: "compare.json")) {
      return outer
    }
    let isVerdict = unit.lastPathComponent == "verdict" && isThere(RunFolder(folder).configuration)
    return isVerdict ? folder : nil
  }

  private static func isThere(_ file: URL) -> Bool {
    FileManager.default.fileExists(atPath: file.path)
  }
}
