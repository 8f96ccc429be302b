public import Foundation

extension RunIndex {
  /// The index of a folder with all that its runs have at this moment.
  ///
  /// Where the file cannot be written, or is no index, the answer is in memory alone: it takes longer, and is the same.
  /// A folder without runs stays without an index.
  ///
  /// - Parameters:
  ///   - folder: The folder of runs.
  ///   - progress: Is told after every folder how many of all have been looked at.
  ///   - note: Is told in one sentence what is wrong with the file.
  /// - Returns: The index.
  /// - Throws: `RecordsError`
  public static func current(
    of folder: URL, progress: (_ done: Int, _ count: Int) -> Void = { _, _ in },
    note: (String) -> Void
  ) throws(RecordsError) -> RunIndex {
    if isWanted(in: folder) {
      do throws(RecordsError) {
        let index = try RunIndex(folder: folder, patience: 1)
        try index.updateAll(progress: progress)
        return index
      } catch {
        note("without the index: \(error)")
      }
    }
    let index = try inMemory(of: folder)
    try index.updateAll(progress: progress)
    return index
  }

  /// Whether a folder has an index, or runs to make one for.
  static func isWanted(in folder: URL) -> Bool {
    FileManager.default.fileExists(atPath: file(in: folder).path)
      || !RunFolders.paths(in: folder).isEmpty
  }
}
