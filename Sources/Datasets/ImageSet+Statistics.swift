public import Architectures

extension ImageSet {
  /// The size of one image.
  public var shape: ImageShape { ImageShape(channels: channels, height: height, width: width) }

  /// Some of the images, in the given order; none of them is held out.
  public func part(_ indices: [Int32]) -> ImageSet {
    let size = channels * height * width
    return ImageSet(
      images: indices.flatMap { images[Int($0) * size..<(Int($0) + 1) * size] },
      labels: indices.map { labels[Int($0)] }, channels: channels, height: height, width: width,
      classes: classes, names: names.isEmpty ? [] : indices.map { names[Int($0)] })
  }

  /// The mean and standard deviation of each channel; a deviation of 0 counts as 1.
  ///
  /// Sums of whole numbers, so they are exact and the same everywhere.
  public func normalization() -> Normalization {
    var sums = [UInt64](repeating: 0, count: channels)
    var squares = sums
    for (place, pixel) in images.enumerated() {
      sums[place % channels] += UInt64(pixel)
      squares[place % channels] += UInt64(pixel) * UInt64(pixel)
    }
    let pixels = Double(max(count * height * width, 1))
    let means = sums.map { Double($0) / pixels / 255 }
    let deviations = zip(squares, means).map { squares, mean in
      max(0, Double(squares) / pixels / (255 * 255) - mean * mean).squareRoot()
    }
    return Normalization(
      mean: means, standardDeviation: deviations.map { $0 == 0 ? 1 : $0 },
      source: "computed from the training images")
  }
}
