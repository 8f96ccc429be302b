import Architectures
import Files
import Foundation
import Inference

/// A small network of cells with random weights.
enum SmallModel {
  static let description = DatasetDescription(
    name: "small", title: "Small", imageShape: ImageShape(3, 6, 5),
    classNames: ["cat", "dog", "ship"],
    normalization: Normalization(
      mean: [0.5, 0.25, 0.125], standardDeviation: [0.5, 0.25, 0.2], source: "a test"),
    counts: .init(training: 9, test: nil))

  static let architecture = Architecture.masked(
    MaskedCellNetwork.random(
      of: CellNetwork(
        image: description.imageShape, classes: 3, channels: 4, cells: 2, stemMultiplier: 1),
      seed: 1))

  static func weights() -> [String: WeightTensor] {
    architecture.graph(image: description.imageShape, classes: 3).randomWeights(seed: 2)
  }

  static func model() throws -> ModelFile {
    try ModelFile(architecture, weights: weights(), description: description)
  }

  /// The bytes of a file of tensors and texts, as others may write it: with a checksum that fits.
  static func bytes(
    _ tensors: [String: WeightTensor], type: SafetensorsFile.ElementType = .float32,
    metadata: [String: String]
  ) throws -> Data {
    try SafetensorsFile.encoded(
      tensors.mapValues { (type: type, shape: $0.shape) }, metadata: metadata
    ) { name, bytes in
      for (index, value) in (tensors[name]?.values ?? []).enumerated() {
        let place = index * type.size
        switch type {
        case .float32: bytes.storeBytes(of: value.bitPattern, toByteOffset: place, as: UInt32.self)
        case .float64:
          bytes.storeBytes(of: Double(value).bitPattern, toByteOffset: place, as: UInt64.self)
        case .bfloat16:
          bytes.storeBytes(
            of: UInt16(value.bitPattern >> 16), toByteOffset: place, as: UInt16.self)
        default: bytes.storeBytes(of: 0, toByteOffset: place, as: UInt8.self)
        }
      }
    }
  }

  /// The texts that a file has beside its tensors.
  static func metadata() throws -> [String: String] {
    try SafetensorsFile(model().encoded()).metadata
  }
}
