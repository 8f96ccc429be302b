/// A picture in memory: upright, 8 bits a channel, without transparency.
package struct Picture: Hashable, Sendable {
  /// More pixels than this are refused before memory is taken.
  package static let mostPixels = 250_000_000

  /// The number of rows.
  package let height: Int
  /// The number of columns.
  package let width: Int
  /// 1 for grey, 3 for red, green and blue.
  package let channels: Int
  /// The rows from the top, the channels of a pixel together.
  package let pixels: [UInt8]

  /// A picture of given pixels, `height * width * channels` of them.
  package init(pixels: [UInt8], height: Int, width: Int, channels: Int) {
    precondition(
      pixels.count == height * width * channels,
      "expected \(height * width * channels) values, received \(pixels.count)")
    (self.pixels, self.height, self.width, self.channels) = (pixels, height, width, channels)
  }

  /// Decodes a file.
  ///
  /// It is turned upright as its EXIF data say. What is transparent lies on white. 16 bits become 8 by scaling, CMYK
  /// becomes RGB; colour profiles and gamma are not looked at.
  ///
  /// - Parameter bytes: The whole file.
  /// - Throws: `ImageFault`.
  package init(decoding bytes: [UInt8]) throws(ImageFault) {
    try self.init(decoding: ImageFile(bytes))
  }

  /// Decodes a file whose header was read.
  ///
  /// - Parameter file: The file.
  /// - Throws: `ImageFault`.
  package init(decoding file: ImageFile) throws(ImageFault) {
    self = try file.decoded().oriented(Orientation(in: file.bytes, of: file.format))
  }
}
