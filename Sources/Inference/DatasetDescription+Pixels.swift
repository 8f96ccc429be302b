internal import Architectures

extension DatasetDescription {
  /// Checks that such images can be classified.
  ///
  /// - Throws: `InferenceError` for a size out of its range and numbers that cannot normalise.
  func validate() throws(InferenceError) {
    let sizes: [(name: String, value: Int, range: ClosedRange<Int>)] = [
      ("imageShape.channels", imageShape.channels, 1...2048),
      ("imageShape.height", imageShape.height, 1...2048),
      ("imageShape.width", imageShape.width, 1...2048),
      ("classNames", classNames.count, 1...1_000_000),
    ]
    for size in sizes where !size.range.contains(size.value) {
      throw .sizeOutOfRange(name: size.name, value: size.value, expected: size.range)
    }
    let (means, deviations) = (normalization.mean, normalization.standardDeviation)
    for (name, values) in [("mean", means), ("standardDeviation", deviations)]
    where values.count != imageShape.channels {
      throw .wrongCount(name: name, count: values.count, expected: imageShape.channels)
    }
    // What a float cannot hold is no number to compute with either.
    for mean in means where !Float(mean * 255).isFinite {
      throw .normalization(name: "mean", value: mean)
    }
    for deviation in deviations
    where !(deviation > 0 && deviation.isFinite && Float(1 / (deviation * 255)).isFinite) {
      throw .normalization(name: "standardDeviation", value: deviation)
    }
  }

  /// The numbers of one image's pixels, or of several images' one behind the other.
  ///
  /// They are computed as in training, to the last bit.
  ///
  /// - Parameter pixels: 0 to 255, N x H x W x C.
  /// - Returns: N x C x H x W.
  func normalized(_ pixels: [UInt8]) -> [Float] {
    let (channels, area) = (imageShape.channels, imageShape.area)
    let images = pixels.count / (channels * area)
    let offsets = normalization.mean.map { Float($0 * 255) }
    let scales = normalization.standardDeviation.map { Float(1 / ($0 * 255)) }
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
