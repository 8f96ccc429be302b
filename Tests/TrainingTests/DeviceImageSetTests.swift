import Architectures
import Datasets
import TestSupport
import Testing
import Torch

@testable import Training

struct DeviceImageSetTests {
  private let set = ImageSet.synthetic(count: 4, channels: 3, side: 5)

  @Test func pixelsAreNormalised() {
    let normalization = Dataset.cifar10.normalization
    let batch = set.onDevice.batch([2, 0, 2])
    #expect(batch.count == 3)
    #expect(batch.images.shape == [3, 3, 5, 5])
    #expect(batch.labels.elements() == [Int64(2), 0, 2])
    var expected: [Double] = []
    for image in [2, 0, 2] {
      for channel in 0..<3 {
        for place in 0..<25 {
          let pixel = Double(set.images[(image * 25 + place) * 3 + channel])
          expected.append(
            (pixel / 255 - normalization.mean[channel])
              / normalization.standardDeviation[channel])
        }
      }
    }
    expectClose(batch.images, Tensor(expected, shape: [3, 3, 5, 5]), tolerance: 1e-6)
  }

  @Test(arguments: [false, true])
  func imagesLieChannelsLast(augmented: Bool) {
    let batch =
      augmented
      ? set.onDevice.batch(
        [0, 1], augmentation: Augmentation(cropPadding: 1, flip: true, cutout: 2),
        using: Generator(seed: 1))
      : set.onDevice.batch([0, 1])
    #expect(batch.images.strides == [75, 1, 15, 3])
    #expect(batch.images.elementType == .float32)
    #expect(batch.labels.elementType == .int64)
  }
}
