import Architectures
import Foundation

extension ONNXModel {
  /// The network's own metadata and ours, by key.
  func metadata() throws(ExportError) -> [ONNXStringStringEntryProto] {
    let image = network.image
    let own = [
      "class_names": json(network.classNames),
      "input_shape": json([image.channels, image.height, image.width]),
      "preparation": Self.preparation,
      "pixel_mean": json(network.normalization.mean),
      "pixel_std": json(network.normalization.standardDeviation),
      "input_pixels": includesPreprocessing ? "raw" : "normalized",
    ]
    for key in network.metadata.keys.sorted() where own[key] != nil {
      throw .reservedMetadata(key)
    }
    return own.merging(network.metadata) { own, _ in own }.sorted { $0.key < $1.key }.map {
      var entry = ONNXStringStringEntryProto()
      entry.key = $0.key
      entry.value = $0.value
      return entry
    }
  }

  /// How a picture becomes an image that the network reads, but for the normalisation.
  static let preparation = """
    scale 16 bits to 8 (65535 is 255) and CMYK to RGB; turn upright by EXIF; put on white where transparent; \
    convert to 1 (grey) or 3 (RGB) channels, as input_shape says; resize with Pillow's BILINEAR until it just covers \
    the input, the other side rounded down; crop the centre
    """

  private func json(_ values: [some Encodable]) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    guard let data = try? encoder.encode(values) else {
      preconditionFailure("\(values) has no form in JSON")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
