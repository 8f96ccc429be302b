import Foundation

/// A folder that lives as long as the body runs.
func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "swift-nas-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

extension URL {
  /// Writes a file at this place, with the folders above it.
  func write(_ bytes: [UInt8]) throws {
    try FileManager.default.createDirectory(
      at: deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: self)
  }

  /// The path as errors give it.
  var fullPath: String { path(percentEncoded: false) }
}
