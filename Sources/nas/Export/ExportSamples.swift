internal import Architectures
internal import Datasets
internal import Foundation
internal import Inference
internal import Torch
internal import Training

/// Images of random pixels, always the same, and what our kernels make of them.
struct ExportSamples {
  /// As many images as are compared.
  static let count = 3

  /// N × H × W × C.
  let pixels: [UInt8]
  /// N × C × H × W: `pixels` as the network reads them.
  let images: [Float]
  /// What our kernels compute, one row per image.
  private let logits: [[Float]]

  /// Draws the images and computes a network on them by libtorch.
  init(_ model: ModelFile) throws {
    let data = model.description
    let shape = data.imageShape
    var generator = SplitMix64(seed: 1)
    pixels = (0..<Self.count * shape.channels * shape.area).map { _ in
      UInt8(truncatingIfNeeded: generator.next())
    }
    let set = ImageSet(
      images: pixels, labels: [Int32](repeating: 0, count: Self.count), channels: shape.channels,
      height: shape.height, width: shape.width, classes: data.classes)
    let batch = DeviceImageSet(set, normalization: data.normalization, device: .cpu)
      .batch(Array(0..<Int32(Self.count)))
    let network = try model.classifier()
    let output = withoutGradient { network.logits(batch.images) }
    let found: [Float] = output.elements()
    images = batch.images.elements()
    try Libtorch.checkMemory()
    logits = (0..<Self.count).map {
      Array(found[$0 * data.classes..<($0 + 1) * data.classes])
    }
  }

  /// Compares the logits of something else with ours.
  ///
  /// - Parameters:
  ///   - by: What computed them.
  ///   - found: One row per image.
  /// - Returns: The largest difference, relative to the largest logit where that is above 1.
  /// - Throws: `ExportFault` where it is no rounding.
  func check(_ by: String, _ found: [[Float]]) throws -> ExportReport.Check {
    let largest = logits.joined().reduce(1) { max($0, abs($1)) }
    let differences = zip(logits.joined(), found.joined()).map { Double(abs($0 - $1) / largest) }
    let isWhole = found.map(\.count) == logits.map(\.count)
    // NaN is no distance at all.
    let difference =
      isWhole ? differences.reduce(0) { $1.isNaN ? .infinity : max($0, $1) } : .infinity
    guard difference <= ExportJob.tolerance else {
      throw ExportFault.logits(by: by, difference: difference)
    }
    return ExportReport.Check(by: by, difference: difference)
  }
}
