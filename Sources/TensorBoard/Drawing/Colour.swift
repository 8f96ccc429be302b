/// Red, green and blue, each from 0 to 255.
struct Colour: Hashable {
  var red, green, blue: Double

  /// The colour of six hexadecimal digits.
  init(_ digits: UInt32) {
    red = Double(digits >> 16 & 255)
    green = Double(digits >> 8 & 255)
    blue = Double(digits & 255)
  }

  /// This colour with a share of another, in [0, 1].
  func mixed(with other: Colour, _ share: Double) -> Colour {
    var mixed = self
    mixed.red += (other.red - red) * share
    mixed.green += (other.green - green) * share
    mixed.blue += (other.blue - blue) * share
    return mixed
  }
}

// Those of the drawings of cells (Architectures/Drawing).
extension Colour {
  static let white = Colour(0xFFFFFF)
  static let ink = Colour(0x1B2430)
  static let quiet = Colour(0x5B6B80)
  static let faint = Colour(0xB4BCC8)
  static let input = Colour(0xE9EEF5)
  static let node = Colour(0x33435A)
  static let strong = Colour(0x194887)
  static let off = Colour(0x9E3008)
}
