internal import CImages
internal import Files

/// A file whose header was read.
package struct ImageFile {
  /// How it is packed.
  package let format: ImageFormat
  /// Whether no pixel can have a colour, by the file's type and palette.
  package var isGrey: Bool { header.is_grey != 0 }
  /// The number of rows in the file, before it is turned.
  package var height: Int { Int(header.height) }
  /// The number of columns in the file.
  package var width: Int { Int(header.width) }
  /// The whole file.
  let bytes: [UInt8]
  private let header: ci_header

  /// Reads the header of a file.
  ///
  /// - Parameter bytes: The whole file.
  /// - Throws: `ImageFault` for what is not read, and for more pixels than are.
  package init(_ bytes: [UInt8]) throws(ImageFault) {
    guard !bytes.isEmpty else { throw .empty }
    guard let format = ImageFormat(bytes) else { throw .unknown }
    let read: Reader
    switch format {
    case .png: read = ci_png_header
    case .jpeg: read = ci_jpeg_header
    default: throw .format(format)
    }
    var header = ci_header()
    var fault = ci_fault()
    guard read(bytes, bytes.count, &header, &fault) != 0 else {
      throw .damaged(format, reason: fault.text)
    }
    // Each fits 32 bits, so the product fits 64.
    guard Int(header.width) * Int(header.height) <= Picture.mostPixels else {
      throw .tooLarge(width: Int(header.width), height: Int(header.height))
    }
    (self.format, self.bytes, self.header) = (format, bytes, header)
  }

  private typealias Reader = (
    UnsafePointer<UInt8>?, Int, UnsafeMutablePointer<ci_header>?, UnsafeMutablePointer<ci_fault>?
  ) -> Int32

  /// The pixels as they lie in the file, not yet turned.
  func decoded() throws(ImageFault) -> Picture {
    let channels = Int(header.channels)
    let size = width * height * channels
    // The pixels, and what is made of them.
    guard HostMemory.has(2 * size) else { throw .memory(bytes: 2 * size) }
    var fault = ci_fault()
    var isDecoded = false
    let pixels = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      let decode = format == .png ? ci_png_decode : ci_jpeg_decode
      isDecoded = decode(bytes, bytes.count, buffer.baseAddress, size, &fault) != 0
      count = isDecoded ? size : 0
    }
    guard isDecoded else { throw .damaged(format, reason: fault.text) }
    let plain =
      switch (format, channels) {
      case (.jpeg, 4): Colors.fromInvertedCMYK(pixels)
      case (_, 2), (_, 4): Colors.onWhite(pixels, channels: channels)
      default: pixels
      }
    return Picture(
      pixels: plain, height: height, width: width, channels: channels < 3 ? 1 : 3)
  }
}

extension ci_fault {
  fileprivate var text: String {
    withUnsafeBytes(of: reason) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
