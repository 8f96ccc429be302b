public import Architectures

/// The images that a network was trained on: their size, how pixels become numbers, and the names of the classes.
public struct ImageDescription: Codable, Hashable, Sendable {
  /// The size of one image.
  public var shape: ImageShape
  /// The name of each class, in the order of the logits.
  public var classNames: [String]
  /// The mean of each channel, for pixels in [0, 1].
  public var means: [Double]
  /// The standard deviation of each channel, for pixels in [0, 1].
  public var deviations: [Double]

  /// Puts a description together.
  ///
  /// Nothing is checked here: call `validate()` on values that come from outside.
  public init(
    shape: ImageShape, classNames: [String], means: [Double], deviations: [Double]
  ) {
    self.shape = shape
    self.classNames = classNames
    self.means = means
    self.deviations = deviations
  }

  /// Checks that such images can be classified.
  ///
  /// - Throws: `InferenceError` for a size out of its range and numbers that cannot normalise.
  public func validate() throws(InferenceError) {
    let sizes: [(name: String, value: Int, range: ClosedRange<Int>)] = [
      ("shape.channels", shape.channels, 1...2048), ("shape.height", shape.height, 1...2048),
      ("shape.width", shape.width, 1...2048), ("classNames", classNames.count, 1...1_000_000),
    ]
    for size in sizes where !size.range.contains(size.value) {
      throw .sizeOutOfRange(name: size.name, value: size.value, expected: size.range)
    }
    for (name, values) in [("means", means), ("deviations", deviations)]
    where values.count != shape.channels {
      throw .wrongCount(name: name, count: values.count, expected: shape.channels)
    }
    // What a float cannot hold is no number to compute with either.
    for mean in means where !Float(mean * 255).isFinite {
      throw .normalization(name: "means", value: mean)
    }
    for deviation in deviations
    where !(deviation > 0 && deviation.isFinite && Float(1 / (deviation * 255)).isFinite) {
      throw .normalization(name: "deviations", value: deviation)
    }
  }

  /// The numbers of one image's pixels, or of several images' one behind the other.
  ///
  /// They are computed as in training, to the last bit.
  ///
  /// - Parameter pixels: 0 to 255, N x H x W x C.
  /// - Returns: N x C x H x W.
  func normalized(_ pixels: [UInt8]) -> [Float] {
    let (channels, area) = (shape.channels, shape.area)
    let images = pixels.count / (channels * area)
    let offsets = means.map { Float($0 * 255) }
    let scales = deviations.map { Float(1 / ($0 * 255)) }
    return [Float](unsafeUninitializedCapacity: pixels.count) { buffer, initialized in
      for image in 0..<images {
        for channel in 0..<channels {
          let (offset, scale) = (offsets[channel], scales[channel])
          let first = (image * channels + channel) * area
          var place = image * channels * area + channel
          for pixel in first..<first + area {
            buffer.initializeElement(at: pixel, to: (Float(pixels[place]) - offset) * scale)
            place += channels
          }
        }
      }
      initialized = pixels.count
    }
  }
}
