/// Pixels with other channels.
enum Colors {
  /// Red, green and blue of cyan, magenta, yellow and black, all stored inverted as Adobe does: `(1 - C)(1 - K)`.
  static func fromInvertedCMYK(_ pixels: [UInt8]) -> [UInt8] {
    mapped(pixels, from: 4, to: 3) { source, target in
      let black = Int(source[3])
      for channel in 0..<3 { target[channel] = quotient(Int(source[channel]) * black) }
    }
  }

  /// What is transparent on white, without the alpha that is the last channel.
  static func onWhite(_ pixels: [UInt8], channels: Int) -> [UInt8] {
    mapped(pixels, from: channels, to: channels - 1) { source, target in
      let alpha = Int(source[channels - 1])
      for channel in 0..<channels - 1 {
        target[channel] = quotient(Int(source[channel]) * alpha + 255 * (255 - alpha))
      }
    }
  }

  /// The brightness of colours by ITU-R BT.601, in whole numbers as Pillow computes it.
  static func grey(_ pixels: [UInt8]) -> [UInt8] {
    mapped(pixels, from: 3, to: 1) { source, target in
      let (red, green, blue) = (Int(source[0]), Int(source[1]), Int(source[2]))
      target[0] = UInt8((19_595 * red + 38_470 * green + 7_471 * blue + 0x8000) >> 16)
    }
  }

  /// Grey in three channels.
  static func colored(_ pixels: [UInt8]) -> [UInt8] {
    mapped(pixels, from: 1, to: 3) { source, target in
      for channel in 0..<3 { target[channel] = source[0] }
    }
  }

  /// A product of two numbers of 0 to 255 as such a number, rounded.
  private static func quotient(_ product: Int) -> UInt8 { UInt8((product + 127) / 255) }

  private static func mapped(
    _ pixels: [UInt8], from channels: Int, to wanted: Int,
    _ body: (UnsafePointer<UInt8>, UnsafeMutablePointer<UInt8>) -> Void
  ) -> [UInt8] {
    let count = pixels.count / channels
    return [UInt8](unsafeUninitializedCapacity: count * wanted) { buffer, initialized in
      pixels.withUnsafeBufferPointer { pixels in
        guard var source = pixels.baseAddress, var target = buffer.baseAddress else { return }
        for _ in 0..<count {
          body(source, target)
          source += channels
          target += wanted
        }
      }
      initialized = count * wanted
    }
  }
}
