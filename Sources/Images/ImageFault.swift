/// Why a file gives no picture.
package enum ImageFault: Error, Hashable, CustomStringConvertible {
  /// It is empty.
  case empty
  /// It is packed in a way that is known, but not read.
  case format(ImageFormat)
  /// It is no picture of a known kind.
  case unknown
  /// It ends early, or its bytes do not fit together.
  case damaged(ImageFormat, reason: String)
  /// It claims more pixels than are read.
  case tooLarge(width: Int, height: Int)
  /// There is no memory for its pixels.
  case memory(bytes: Int)

  /// What was found and what was expected: a sentence without its subject and full stop.
  package var description: String {
    switch self {
    case .empty: "is empty, expected a PNG or JPEG file"
    case .format(let format): "is a \(format.rawValue) file, expected PNG or JPEG"
    case .unknown: "is no picture, expected a PNG or JPEG file"
    case .damaged(let format, let reason):
      "is a damaged \(format.rawValue) file (\(reason)), expected a whole one"
    case .tooLarge(let width, let height):
      "claims \(width) x \(height) pixels, expected at most \(Picture.mostPixels / 1_000_000) million"
    case .memory(let bytes):
      "needs \(bytes) bytes of memory for its pixels, which are not to be had"
    }
  }
}
