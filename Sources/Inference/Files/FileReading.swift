internal import Files
internal import Foundation

extension URL {
  /// The bytes of the file.
  func bytes() throws(InferenceError) -> Data {
    let contents: Data?
    do throws(FileFailure) {
      contents = try DurableFile.contents(of: self)
    } catch {
      throw .unreadable(path: path, reason: error.reason)
    }
    guard let contents else { throw .missingFile(path: path) }
    return contents
  }
}

extension SafetensorsFile {
  /// Reads the header of a file, whose path is for errors.
  init(_ bytes: Data, path: String) throws(InferenceError) {
    do throws(Malformed) {
      try self.init(bytes)
    } catch {
      throw .malformed(path: path, reason: error.reason)
    }
  }
}
