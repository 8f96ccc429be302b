/// The simplest network by hand: three 3x3 convolutions with normalisation and ReLU, and two 2x2 max pools between.
///
/// The convolutions have `width`, 2 `width` and 4 `width` channels; a mean and a linear layer follow.
public struct PlainNetwork: Hashable, Sendable {
  /// The channels of the first convolution.
  public let width: Int

  /// A network of a width.
  ///
  /// - Parameter width: The channels of the first convolution, 1 to 2048.
  /// - Throws: `ArchitectureError` for a width out of its range.
  public init(width: Int) throws(ArchitectureError) {
    try ReferenceFile.check("width", width, in: Reference.widths)
    self.width = width
  }
}

extension PlainNetwork: NetworkDescription {
  /// The value of `format` that this version reads and writes.
  public static let currentFormat = "plain-1"

  /// The network as a graph.
  ///
  /// [D] Images of more than 32 pixels a side are halved by the first convolution, and by one more pool behind it for
  /// each further halving that brings them to 32.
  public func graph(image: ImageShape, classes: Int) -> NetworkGraph {
    var builder = GraphBuilder(inputs: [image])
    var output = builder.referenceStem(channels: width)
    for index in 0..<2 {
      output = builder.part("blocks.\(index)") { builder in
        builder.scoped("blocks.\(index)") { builder in
          let convolved = builder.convolution(
            builder.halvingPool(output), name: "conv", channels: width << (index + 1),
            kernelSize: 3, padding: 1)
          return builder.relu(builder.normalization(convolved, name: "bn", hasWeights: true))
        }
      }
    }
    let logits = builder.classifier(output, classes: classes)
    return builder.graph(outputs: [logits])
  }
}

extension PlainNetwork: Codable {
  /// Decodes and validates a network.
  ///
  /// - Throws: `ArchitectureError` for another format, unknown keys and a width out of its range, `DecodingError` for
  ///   values of other types.
  public init(from decoder: any Decoder) throws {
    let file = try ReferenceFile(decoder, format: Self.currentFormat, keys: ["width"])
    try self.init(width: file["width"])
  }

  /// Encodes the format and the width.
  public func encode(to encoder: any Encoder) throws {
    try ReferenceFile.encode([("width", width)], format: Self.currentFormat, to: encoder)
  }
}
