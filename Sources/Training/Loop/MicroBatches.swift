internal import Datasets
public import Torch

/// A batch in parts that pass through the network one after the other: less memory, the same step.
///
/// The parts' gradients are added up, each weighted by its share of the images, so their sum is the gradient of the
/// whole batch's mean loss up to rounding. Only what looks at all images of a pass at once differs: batch normalisation
/// in training takes its statistics over a part.
public struct MicroBatches {
  /// As even as can be, in the batch's order; the batch itself where it is not split.
  public let parts: [Batch]

  /// Splits a batch into as few parts as have at most `size` images each; 0 leaves it whole.
  public init(_ batch: Batch, size: Int) {
    let count = Self.count(of: batch.count, size: size)
    guard count > 1 else {
      parts = [batch]
      return
    }
    parts = (0..<count).map { index in
      let range = index * batch.count / count..<(index + 1) * batch.count / count
      return Batch(images: batch.images.sliced(range), labels: batch.labels.sliced(range))
    }
  }

  /// Images of the largest part of a batch.
  public static func largestPart(of images: Int, size: Int) -> Int {
    let count = count(of: images, size: size)
    return (images + count - 1) / count
  }

  private static func count(of images: Int, size: Int) -> Int {
    size > 0 ? (images + size - 1) / size : 1
  }

  /// The gradients of the batch's mean loss, from those of each part's mean loss.
  public func accumulated(_ gradients: (Batch) throws -> [Tensor]) rethrows -> [Tensor] {
    guard parts.count > 1 else { return try gradients(parts[0]) }
    let images = Double(parts.reduce(0) { $0 + $1.count })
    var sum: [Tensor] = []
    for part in parts {
      let share = Double(part.count) / images
      let own = try gradients(part)
      if sum.isEmpty {
        // Gradients may share their storage with each other; sums may not.
        sum = own.cloned()
        sum.scale(by: share)
      } else {
        sum.add(own, scaledBy: share)
      }
    }
    return sum
  }
}
