internal import Architectures
package import Datasets
internal import Torch
package import Training

extension ImageSet {
  /// Small images that a network can learn: each class is bright in rows of its own, under noise.
  package static func synthetic(
    count: Int, channels: Int = 1, side: Int = 8, classes: Int = 3, seed: UInt64 = 1
  ) -> ImageSet {
    var generator = SplitMix64(seed: seed)
    let labels = (0..<count).map { Int32($0 % classes) }
    var images: [UInt8] = []
    for label in labels {
      for place in 0..<(side * side * channels) {
        let row = place / (side * channels)
        let bright: UInt8 = row % classes == Int(label) ? 128 : 0
        images.append(bright + UInt8.random(in: 0..<128, using: &generator))
      }
    }
    return ImageSet(
      images: images, labels: labels, channels: channels, height: side, width: side,
      classes: classes)
  }

  /// The set on the device under test, normalised as a data set with as many channels, 1 or 3.
  package var onDevice: DeviceImageSet {
    let like = channels == 1 ? DatasetDescription.fashionMNIST : .cifar10
    return DeviceImageSet(self, normalization: like.normalization, device: .underTest)
  }
}
