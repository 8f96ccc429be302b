import Datasets
import TestSupport
import Testing
import Torch
import Training

struct MicroBatchesTests {
  private func batch(_ count: Int) -> Batch {
    Batch(
      images: Tensor((0..<count).map { Float($0) }, shape: [count, 1]),
      labels: Tensor((0..<count).map { Int64($0) }, shape: [count]))
  }

  @Test(arguments: [
    (6, 0, [6]), (6, 6, [6]), (6, 100, [6]), (6, 3, [3, 3]), (6, 4, [3, 3]), (7, 4, [3, 4]),
    (65, 64, [32, 33]), (5, 1, [1, 1, 1, 1, 1]), (1, 1, [1]),
  ])
  func partsAreEvenAndInOrder(count: Int, size: Int, expected: [Int]) {
    let parts = MicroBatches(batch(count), size: size).parts
    #expect(parts.map(\.count) == expected)
    #expect(parts.flatMap { $0.images.floats } == (0..<count).map { Float($0) })
    #expect(parts.flatMap { $0.labels.floats } == (0..<count).map { Float($0) })
    #expect(MicroBatches.largestPart(of: count, size: size) == expected.max())
  }

  /// The mean of w x over the images has the gradient of the mean of x: here 3.
  @Test(arguments: [0, 1, 2, 3, 4, 6])
  func gradientsAreThoseOfTheMean(size: Int) {
    let weight = Tensor(2).asLeaf()
    let gradients = MicroBatches(batch(7), size: size).accumulated { part in
      (part.images * weight).mean([0, 1]).gradients(withRespectTo: [weight])
    }
    expectClose(gradients[0].item, 3, tolerance: 1e-6)
  }

  /// Two gradients may be one tensor: what is added to the one must not reach the other.
  @Test func gradientsThatShareStorageAreAddedApart() {
    let gradients = MicroBatches(batch(4), size: 1).accumulated { _ in
      let one = Tensor(1)
      return [one, one]
    }
    #expect(gradients.map(\.item) == [1, 1])
  }
}
