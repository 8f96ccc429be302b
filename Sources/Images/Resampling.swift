/// How the pixels of one side of a resized picture are made of those of the picture: weights of a triangle that is as
/// wide as the pixels that become one.
///
/// This is the filter `BILINEAR` of Pillow in its arithmetic of whole numbers, so that the same pixels come out.
struct Resampling {
  /// For each new pixel, the first old one that counts, and the weights from there on.
  private let taps: [(first: Int, weights: [Int32])]
  /// The old pixels that any new one is made of.
  let range: Range<Int>

  /// A weight of 1.
  private static let bits = 22

  /// - Parameters:
  ///   - size: Of the side, in pixels.
  ///   - newSize: Of the resized side.
  ///   - start: The first pixel of it that is wanted.
  ///   - count: How many are.
  init(size: Int, to newSize: Int, from start: Int, count: Int) {
    let scale = Double(size) / Double(newSize)
    let width = max(scale, 1)
    taps = (start..<start + count).map { pixel in
      let center = (Double(pixel) + 0.5) * scale
      let first = max(Int(center - width + 0.5), 0)
      let end = min(Int(center + width + 0.5), size)
      let weights = (first..<max(end, first)).map { old in
        max(0, 1 - abs((Double(old) - center + 0.5) / width))
      }
      let sum = weights.reduce(0, +)
      return (
        first,
        weights.map { Int32(0.5 + (sum == 0 ? $0 : $0 / sum) * Double(1 << Self.bits)) }
      )
    }
    let ends = taps.map { $0.first + $0.weights.count }
    range = (taps.map(\.first).min() ?? 0)..<(ends.max() ?? 0)
  }

  /// The number of new pixels.
  var count: Int { taps.count }

  /// Makes lines of new pixels out of lines of old ones.
  ///
  /// In the old ones, pixel `p` of line `l` begins at `l * line + (p - offset) * step`; in the new ones, at
  /// `l * newLine + p * newStep`. A pixel has `values` bytes.
  func apply(
    _ source: UnsafePointer<UInt8>, line: Int, step: Int, offset: Int,
    to target: UnsafeMutablePointer<UInt8>, newLine: Int, newStep: Int, lines: Int, values: Int
  ) {
    for (pixel, tap) in taps.enumerated() {
      tap.weights.withUnsafeBufferPointer { weights in
        for number in 0..<lines {
          let from = source + number * line + (tap.first - offset) * step
          let to = target + number * newLine + pixel * newStep
          for value in 0..<values {
            var sum: Int32 = 1 << (Self.bits - 1)
            var place = value
            for weight in weights {
              sum &+= Int32(from[place]) &* weight
              place += step
            }
            to[value] = UInt8(clamping: sum >> Self.bits)
          }
        }
      }
    }
  }
}

extension Picture {
  /// The pixels of a resized picture: first each row, then each column, rounded in between.
  func resampled(rows: Resampling, columns: Resampling) -> [UInt8] {
    let (height, width, channels) = (rows.count, columns.count, channels)
    let needed = rows.range
    let between = [UInt8](unsafeUninitializedCapacity: needed.count * width * channels) {
      buffer, count in
      pixels.withUnsafeBufferPointer { pixels in
        guard let source = pixels.baseAddress, let target = buffer.baseAddress else { return }
        columns.apply(
          source + needed.lowerBound * self.width * channels, line: self.width * channels,
          step: channels, offset: 0, to: target, newLine: width * channels, newStep: channels,
          lines: needed.count, values: channels)
      }
      count = needed.count * width * channels
    }
    return [UInt8](unsafeUninitializedCapacity: height * width * channels) { buffer, count in
      between.withUnsafeBufferPointer { between in
        guard let source = between.baseAddress, let target = buffer.baseAddress else { return }
        rows.apply(
          source, line: 0, step: width * channels, offset: needed.lowerBound, to: target,
          newLine: 0, newStep: width * channels, lines: 1, values: width * channels)
      }
      count = height * width * channels
    }
  }
}
