internal import Images

/// A picture that is drawn on, white at first; what is outside of it is left out.
struct Canvas {
  let width: Int
  let height: Int
  /// Red, green and blue of each pixel, row by row.
  private(set) var pixels: [UInt8]

  /// A white one.
  init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
    pixels = Array(repeating: 255, count: width * height * 3)
  }

  /// Lays a colour over a pixel; `opacity` is in [0, 1].
  mutating func lay(_ colour: Colour, opacity: Double = 1, x: Int, y: Int) {
    guard 0..<width ~= x, 0..<height ~= y else { return }
    let place = (y * width + x) * 3
    pixels[place] = Self.mix(pixels[place], colour.red, opacity)
    pixels[place + 1] = Self.mix(pixels[place + 1], colour.green, opacity)
    pixels[place + 2] = Self.mix(pixels[place + 2], colour.blue, opacity)
  }

  private static func mix(_ old: UInt8, _ new: Double, _ opacity: Double) -> UInt8 {
    UInt8((Double(old) + (new - Double(old)) * opacity).rounded())
  }

  /// Fills a frame.
  mutating func fill(_ frame: Frame, _ colour: Colour) {
    for y in frame.y..<frame.maxY {
      for x in frame.x..<frame.maxX { lay(colour, x: x, y: y) }
    }
  }

  /// A PNG file of the picture; nil where there is no memory for it.
  func png() -> [UInt8]? {
    PNGFile.encoded(pixels, height: height, width: width, channels: 3)
  }
}

/// A part of a picture, in pixels.
struct Frame {
  var x, y, width, height: Int

  var maxX: Int { x + width }
  var maxY: Int { y + height }
  var midX: Double { Double(x) + Double(width) / 2 }
}

/// A place in a picture; a pixel's middle is half a pixel from its corner.
struct Point {
  var x, y: Double
}
