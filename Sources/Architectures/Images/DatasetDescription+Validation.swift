extension DatasetDescription {
  /// Checks that networks can be built for such images, and that their pixels can be normalised.
  ///
  /// - Throws: `DescriptionError` for a size out of its range and numbers that cannot normalise.
  public func validate() throws(DescriptionError) {
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
}

/// Why there are no images as a description says.
public enum DescriptionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A size of the images or the number of classes is not in its range.
  case sizeOutOfRange(name: String, value: Int, expected: ClosedRange<Int>)
  /// There are not as many means or deviations as channels.
  case wrongCount(name: String, count: Int, expected: Int)
  /// A mean is not finite, or a deviation not above 0.
  case normalization(name: String, value: Double)

  /// A sentence for people, without its end.
  public var description: String {
    switch self {
    case .sizeOutOfRange(let name, let value, let expected):
      "\"\(name)\" of the images is \(value), "
        + "expected \(expected.lowerBound) to \(expected.upperBound)"
    case .wrongCount(let name, let count, let expected):
      "\"\(name)\" of the images has \(count) numbers, expected \(expected), one for each channel"
    case .normalization(let name, let value):
      "\"\(name)\" of the images has \(value), expected "
        + (name == "mean" ? "finite numbers" : "finite numbers above 0")
    }
  }
}
