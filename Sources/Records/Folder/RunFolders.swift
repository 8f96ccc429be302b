internal import Foundation
internal import Tracking

/// Finds the folders of runs in a folder.
enum RunFolders {
  /// How many folders of a person's own may be around a run.
  private static let depth = 3

  /// The paths of all run folders, relative to the folder, in order.
  ///
  /// A run is a folder with a `config.json`. Runs may be in folders of folders, three deep; in a comparison as
  /// `runs/<name>-<seed>`; and in another run's `verdict`, which is a comparison. Hidden folders are passed over, and
  /// links: what is behind one is elsewhere, or is found there a second time.
  static func paths(in folder: URL) -> [String] {
    var paths: [String] = []
    walk(folder.path, "", depth, into: &paths)
    return paths.sorted()
  }

  private static func walk(
    _ folder: String, _ path: String, _ depth: Int, into paths: inout [String]
  ) {
    for name in names(in: folder) {
      let (inner, innerPath) = ("\(folder)/\(name)", path + name)
      guard isFolder(inner) else { continue }
      if FileStamp(inner + "/config.json") != nil {
        paths.append(innerPath)
        walkComparison("\(inner)/verdict", "\(innerPath)/verdict", into: &paths)
      } else if FileStamp(inner + "/compare.json") != nil {
        walkComparison(inner, innerPath, into: &paths)
      } else if depth > 1 {
        walk(inner, innerPath + "/", depth - 1, into: &paths)
      }
    }
  }

  private static func walkComparison(
    _ folder: String, _ path: String, into paths: inout [String]
  ) {
    guard isFolder(folder), isFolder(folder + "/runs"),
      FileStamp(folder + "/compare.json") != nil
    else { return }
    walk(folder + "/runs", path + "/runs/", 1, into: &paths)
  }

  /// Whether a path stays in a folder: it goes neither up nor through a link.
  static func isInside(_ path: String, of folder: URL) -> Bool {
    var place = folder.path
    let names = path.split(separator: "/")
    return !names.isEmpty
      && names.allSatisfy { name in
        place += "/\(name)"
        return ![".", ".."].contains(name) && FileStamp(place)?.isLink != true
      }
  }

  private static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { !$0.hasPrefix(".") }
  }

  private static func isFolder(_ path: String) -> Bool {
    FileStamp(path).map(\.isFolder) ?? false
  }
}
