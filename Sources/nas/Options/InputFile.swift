internal import Architectures
internal import Files
internal import Foundation
internal import Tracking

/// A file that a command line names.
struct InputFile {
  let path: String
  /// What it should be, for people.
  let expected: String

  /// The bytes.
  /// - Throws: `InputFault`
  func contents() throws -> Data {
    let bytes: Data?
    do throws(FileFailure) {
      bytes = try DurableFile.contents(of: URL(filePath: path))
    } catch {
      throw InputFault.unreadable(path: path, reason: error.reason)
    }
    guard let bytes else { throw InputFault.missing(path: path, expected: expected) }
    return bytes
  }

  /// The folder of runs at a path.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - command: What takes a single run, for who has named that.
  /// - Returns: The folder.
  /// - Throws: `InputFault`
  static func runs(_ path: String, orForOne command: String) throws(InputFault) -> URL {
    let url = URL(filePath: path)
    guard FileManager.default.fileExists(atPath: path) else {
      throw .missing(path: path.legible, expected: "a folder of runs")
    }
    guard url.isFolder else {
      throw .malformed(path: path.legible, reason: "is a file, expected a folder of runs")
    }
    guard !FileManager.default.fileExists(atPath: url.appending(path: "config.json").path) else {
      throw .malformed(
        path: path.legible,
        reason: "is the folder of a run, expected one with runs in it, or \(command)")
    }
    return url
  }

  /// The network of an architecture file, or of a run whose folder is named.
  ///
  /// - Parameters:
  ///   - path: The file or the folder.
  ///   - names: What might have been named in its place.
  /// - Returns: The network.
  /// - Throws: `InputFault`; `RunError` for a folder.
  static func architecture(_ path: String, or names: String = Reference.names) throws
    -> Architecture
  {
    if URL(filePath: path).isFolder { return try RunFolder(URL(filePath: path)).readArchitecture() }
    let file = InputFile(
      path: path,
      expected: "an architecture file, the folder of a run, or one of \(names)")
    do {
      return try Architecture(json: file.contents())
    } catch let error as ArchitectureError {
      throw InputFault.malformed(path: path, reason: "is no architecture: \(error)")
    }
  }
}

extension URL {
  /// Whether a file is there, no pipe and no device; a link to a file is one for who names it.
  var isFile: Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether a folder is there.
  var isFolder: Bool {
    // A link to a folder is one for who names it.
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}
