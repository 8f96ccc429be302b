internal import CImages

/// Writes pixels as a PNG file.
package enum PNGFile {
  /// The bytes of a file with these pixels.
  ///
  /// - Parameters:
  ///   - pixels: Height x width x channels.
  ///   - height: The number of rows.
  ///   - width: The number of columns.
  ///   - channels: 1 for grey, 3 for red, green and blue.
  /// - Returns: The file; nil where there is no memory for it.
  package static func encoded(
    _ pixels: [UInt8], height: Int, width: Int, channels: Int
  ) -> [UInt8]? {
    precondition(
      pixels.count == height * width * channels && (channels == 1 || channels == 3),
      "expected grey or coloured pixels, \(height) x \(width)")
    func encode(_ target: UnsafeMutablePointer<UInt8>?, _ capacity: Int) -> Int {
      ci_png_encode(pixels, UInt32(width), UInt32(height), Int32(channels), target, capacity)
    }
    let most = encode(nil, 0)
    let bytes = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
      count = encode(buffer.baseAddress, most)
    }
    return bytes.isEmpty ? nil : bytes
  }
}
