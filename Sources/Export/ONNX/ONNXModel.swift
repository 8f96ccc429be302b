import Architectures
import SwiftProtobuf

/// A network as an ONNX file, for onnxruntime and other programs that run networks.
///
/// | Name | What | Type and shape |
/// | --- | --- | --- |
/// | `images` | the input: normalised pixels | float32, batch x channels x height x width |
/// | `images` | the same with `includesPreprocessing`: raw pixels | uint8, the same shape |
/// | `logits` | the output | float32, batch x classes |
///
/// The batch may have any size. Normalisations are folded into convolutions. Metadata has what
/// `ExportedNetwork.metadata` holds, and these keys, with JSON arrays as values:
///
/// | Key | Value |
/// | --- | --- |
/// | `class_names` | the names of the classes, in the order of the logits |
/// | `input_shape` | channels, height and width of an image |
/// | `pixel_mean` | the mean of each channel, of pixels that are scaled to 0...1 |
/// | `pixel_std` | the standard deviation of each channel, of such pixels |
/// | `input_pixels` | no array: `normalized`, or `raw` with `includesPreprocessing` |
public struct ONNXModel: Hashable, Sendable {
  /// The name of the input.
  public static let inputName = "images"
  /// The name of the output.
  public static let outputName = "logits"
  /// The set of operators: that of ONNX 1.12, which programs since 2022 read.
  public static let operatorSetVersion = 17
  /// The version of the file format: that of ONNX 1.12 too.
  public static let formatVersion = 8

  /// What is exported.
  public let network: ExportedNetwork
  /// Whether the file normalises pixels itself: the input is then raw pixels, 0...255.
  public let includesPreprocessing: Bool

  /// A network that is to become a file.
  public init(_ network: ExportedNetwork, includesPreprocessing: Bool = false) {
    self.network = network
    self.includesPreprocessing = includesPreprocessing
  }

  /// The bytes of the file; the same network gives the same ones.
  ///
  /// - Throws: `ExportError.reservedMetadata` where the metadata has a key of the table above,
  ///   `ExportError.tooLarge` beyond 2 GB.
  /// - Complexity: Linear in nodes and weights.
  public func bytes() throws(ExportError) -> [UInt8] {
    let proto = try proto()
    do {
      return try proto.serializedBytes()
    } catch {
      // Nothing here is a required field or an extension, so size is all that can be wrong.
      throw .tooLarge
    }
  }

  func proto() throws(ExportError) -> ONNXModelProto {
    var operators = ONNXOperatorSetIdProto()
    operators.domain = ""
    operators.version = Int64(Self.operatorSetVersion)
    var model = ONNXModelProto()
    model.irVersion = Int64(Self.formatVersion)
    model.producerName = "swift-nas"
    model.opsetImport = [operators]
    model.metadataProps = try metadata()
    model.graph = graph()
    return model
  }

  private func graph() -> ONNXGraphProto {
    let folded = network.network.folded()
    var graph = ONNXGraph(
      name: network.name, weights: folded, reserved: [Self.inputName, Self.outputName])
    graph.addInput(
      Self.inputName, shape: network.image, type: includesPreprocessing ? .uint8 : .float)
    let images =
      includesPreprocessing
      ? graph.normalized(Self.inputName, by: network.normalization) : Self.inputName
    graph.addNodes(reading: images)
    graph.finish(output: Self.outputName)
    return graph.proto
  }
}
