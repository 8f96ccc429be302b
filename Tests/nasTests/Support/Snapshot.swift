import Foundation

/// The files under a folder by relative path, to the byte.
struct Snapshot: Equatable {
  let files: [String: Data]

  init(_ folder: URL) throws {
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      // A folder reads as nothing, but it counts.
      files[path] = (try? Data(contentsOf: folder.appending(path: path))) ?? Data()
    }
    self.files = files
  }
}
