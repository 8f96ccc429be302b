/// How a file's first bytes say that it is packed; names are not to be trusted.
package enum ImageFormat: String, Sendable {
  case png = "PNG"
  case jpeg = "JPEG"
  // Known, so that they can be named; not read.
  case gif = "GIF"
  case webp = "WebP"
  case bmp = "BMP"
  case tiff = "TIFF"
  case heif = "HEIF or AVIF"
  case jpegXL = "JPEG XL"
  case jpeg2000 = "JPEG 2000"
  case photoshop = "Photoshop"

  /// The bytes that a file needs for its format to be seen.
  package static let signatureLength = 12

  /// The format of a file that begins so; nil for none that is known.
  package init?(_ bytes: some Collection<UInt8>) {
    let start = Array(bytes.prefix(Self.signatureLength))
    func begins(_ signature: [UInt8], at place: Int = 0) -> Bool {
      start.dropFirst(place).starts(with: signature)
    }
    func begins(_ text: String, at place: Int = 0) -> Bool { begins(Array(text.utf8), at: place) }
    if begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if begins([0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if begins("GIF8") {
      self = .gif
    } else if begins("RIFF"), begins("WEBP", at: 8) {
      self = .webp
    } else if begins("BM"), begins([0, 0, 0, 0], at: 6) {
      self = .bmp
    } else if begins([0x49, 0x49, 0x2A, 0]) || begins([0x4D, 0x4D, 0, 0x2A]) {
      self = .tiff
    } else if begins("ftyp", at: 4),
      ["heic", "heix", "mif1", "msf1", "avif", "avis"].contains(
        where: { begins($0, at: 8) })
    {
      self = .heif
    } else if begins([0xFF, 0x0A]) || begins("JXL ", at: 4) {
      self = .jpegXL
    } else if begins("jP  ", at: 4) || begins([0xFF, 0x4F, 0xFF, 0x51]) {
      self = .jpeg2000
    } else if begins("8BPS") {
      self = .photoshop
    } else {
      return nil
    }
  }
}
