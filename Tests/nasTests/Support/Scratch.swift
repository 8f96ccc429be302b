import Foundation

/// Folders for tests; all of them go when the tests end.
enum Scratch {
  /// A new empty folder.
  static func folder() throws -> URL {
    let folder = root.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// A path in a new folder, with nothing there yet.
  static func free(_ name: String = "run") throws -> URL {
    try folder().appending(path: name)
  }

  /// A new file with some text.
  static func file(_ name: String, _ text: String) throws -> URL {
    let url = try free(name)
    try Data(text.utf8).write(to: url)
    return url
  }

  private static let root: URL = {
    atexit { try? FileManager.default.removeItem(at: Scratch.root) }
    // Without symbolic links on the way, so that paths compare equal to those of the program.
    return FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appending(path: "swift-nas-tests-\(ProcessInfo.processInfo.processIdentifier)")
  }()
}
