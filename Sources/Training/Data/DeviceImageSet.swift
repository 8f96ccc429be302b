public import Architectures
public import Datasets
public import Torch

/// A batch as networks read it.
public struct Batch {
  /// N × C × H × W, normalised, channels-last in memory.
  public let images: Tensor
  /// N, int64.
  public let labels: Tensor

  /// Pairs images with their labels.
  public init(images: Tensor, labels: Tensor) {
    self.images = images
    self.labels = labels
  }

  /// Number of images.
  public var count: Int { labels.size(0) }
}

/// A data set held on the device as bytes; batches are cut, augmented and normalised there.
///
/// CIFAR-10's training set takes 184 MB. No loader, no workers.
public struct DeviceImageSet {
  /// Number of images.
  public let count: Int
  /// count × H × W × C, uint8.
  private let images: Tensor
  /// count, int64.
  private let labels: Tensor
  /// 1 × 1 × 1 × C each, for pixels of 0 to 255.
  private let mean, scale: Tensor

  /// Moves a data set to a device.
  public init(_ set: ImageSet, normalization: Normalization, device: Device) {
    count = set.count
    images = Tensor(
      set.images, shape: [set.count, set.height, set.width, set.channels], device: device)
    labels = Tensor(set.labels, shape: [set.count], device: device).to(.int64)
    let shape = [1, 1, 1, set.channels]
    mean = Tensor(normalization.mean.map { Float($0 * 255) }, shape: shape, device: device)
    scale = Tensor(
      normalization.standardDeviation.map { Float(1 / ($0 * 255)) }, shape: shape, device: device)
  }

  /// Bytes of the images on the device.
  public var bytes: Int { images.count }

  private var device: Device { images.device }

  /// The pixels of an image, height x width x channels.
  func pixels(at index: Int) -> [UInt8] {
    images.gathered(Tensor([Int32(index)], shape: [1], device: device)).elements(as: UInt8.self)
  }

  /// The images at `indices`, as they are.
  public func batch(_ indices: [Int32]) -> Batch {
    let chosen = Tensor(indices, shape: [indices.count], device: device)
    return Batch(
      images: normalized(images.gathered(chosen)).permuted([0, 3, 1, 2]),
      labels: labels.gathered(chosen))
  }

  /// The images at `indices`, augmented.
  public func batch(
    _ indices: [Int32], augmentation: Augmentation, using generator: Generator
  ) -> Batch {
    let chosen = Tensor(indices, shape: [indices.count], device: device)
    let (height, width) = (images.size(1), images.size(2))
    var pixels = images.gathered(chosen)
    let rows = Tensor.range(height, device: device).reshaped([1, height, 1])
    let columns = Tensor.range(width, device: device).reshaped([1, 1, width])
    let places = augmentation.places(
      rows: rows, columns: columns, images: indices.count, using: generator)
    let pad = augmentation.cropPadding
    if pad > 0 { pixels = pixels.padded([0, 0, pad, pad, pad, pad]) }
    let number = Tensor.range(indices.count, device: device).reshaped([-1, 1, 1])
    pixels = normalized(pixels.indexed(by: [number, places.rows, places.columns]))
    if let kept = augmentation.cutout(
      rows: rows, columns: columns, images: indices.count, using: generator)
    {
      pixels = pixels * kept.reshaped([indices.count, height, width, 1]).to(.float32)
    }
    return Batch(images: pixels.permuted([0, 3, 1, 2]), labels: labels.gathered(chosen))
  }

  private func normalized(_ pixels: Tensor) -> Tensor { (pixels.to(.float32) - mean) * scale }
}
