import Foundation
import Images

/// A folder of images that a test makes.
struct PictureFolder {
  let url: URL

  /// Writes a picture of one colour; grey where red, green and blue are the same number alone.
  @discardableResult
  func picture(
    _ name: String, _ color: [UInt8] = [90], width: Int = 12, height: Int = 12
  ) throws -> URL {
    let pixels = (0..<height * width).flatMap { _ in color }
    let bytes = PNGFile.encoded(pixels, height: height, width: width, channels: color.count)
    return try file(name, Data(bytes ?? []))
  }

  /// Writes any file.
  @discardableResult
  func file(_ name: String, _ content: Data = Data("text".utf8)) throws -> URL {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try content.write(to: file)
    return file
  }

  func folder(_ name: String) throws {
    try FileManager.default.createDirectory(
      at: url.appending(path: name), withIntermediateDirectories: true)
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: url.appending(path: name).path, withDestinationPath: target)
  }
}
