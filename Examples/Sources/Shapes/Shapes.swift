import Architectures
import Datasets

/// Images of discs, squares and crosses, made up pixel by pixel: what the examples learn to tell apart.
public enum Shapes {
  /// In the order of the labels.
  public static let names = ["disc", "square", "cross"]

  /// The images with their labels, as a source that a search takes.
  public static func source(count: Int, seed: UInt64 = 0) -> PixelSource {
    PixelSource(name: "shapes", training: images(count: count, seed: seed), classNames: names)
  }

  /// Grey images of 16 by 16 pixels.
  public static func images(count: Int, seed: UInt64) -> ImageSet {
    var generator = SplitMix64(seed: seed)
    let labels = (0..<count).map { Int32($0 % names.count) }
    let pixels = labels.flatMap { image(of: Int($0), side: 16, using: &generator) }
    return ImageSet(
      images: pixels, labels: labels, channels: 1, height: 16, width: 16, classes: names.count)
  }

  private static func image(
    of shape: Int, side: Int, using generator: inout SplitMix64
  ) -> [UInt8] {
    let radius = Int.random(in: 3...5, using: &generator)
    let row = Int.random(in: radius..<side - radius, using: &generator)
    let column = Int.random(in: radius..<side - radius, using: &generator)
    return (0..<side * side).map { pixel in
      let (y, x) = (abs(pixel / side - row), abs(pixel % side - column))
      let isInside =
        [
          x * x + y * y <= radius * radius, max(x, y) < radius,
          min(x, y) < 1 && max(x, y) <= radius,
        ][shape]
      return UInt8.random(in: isInside ? 150...255 : 0...90, using: &generator)
    }
  }
}
