/// The residual network for CIFAR (He et al., CVPR 2016, section 4.2): 6n + 2 layers.
///
/// A 3x3 stem of `width` channels; three stages of n blocks with `width`, 2 `width` and 4 `width` channels, the second
/// and the third at half the size of the one before; a mean and a classifier. A block is two 3x3 convolutions with
/// normalisation. [D] Where a block changes the shape, a 1x1 convolution with normalisation is beside it (option B);
/// the paper's networks for CIFAR fill up with zeros there (option A). The paper's width is 16.
public struct ResidualNetwork: Hashable, Sendable {
  /// The channels of the stem and of the first stage.
  public let width: Int
  /// The number of layers with weights, projections not counted.
  public let depth: Int

  static let stages = 3
  static let depths = 8...1202

  /// A network of a width and a depth.
  ///
  /// - Parameters:
  ///   - width: The channels of stem and first stage, 1 to 2048.
  ///   - depth: 8, 14, 20 and so on up to 1202.
  /// - Throws: `ArchitectureError` for numbers out of their ranges and other depths.
  public init(width: Int, depth: Int) throws(ArchitectureError) {
    try ReferenceFile.check("width", width, in: Reference.widths)
    try ReferenceFile.check("depth", depth, in: Self.depths)
    guard depth % (2 * Self.stages) == 2 else {
      throw .malformed(
        path: "depth", reason: "is \(depth), expected 2 more than a multiple of 6, such as 20")
    }
    (self.width, self.depth) = (width, depth)
  }

  private var blocksPerStage: Int { depth / (2 * Self.stages) }
}

extension ResidualNetwork: NetworkDescription {
  /// The value of `format` that this version reads and writes.
  public static let currentFormat = "resnet-1"

  /// The network as a graph; blocks are numbered through.
  ///
  /// [D] Images of more than 32 pixels a side are halved by the stem, and by a pool behind it for each further halving
  /// that brings them to 32.
  public func graph(image: ImageShape, classes: Int) -> NetworkGraph {
    var builder = GraphBuilder(inputs: [image])
    var output = builder.referenceStem(channels: width)
    for index in 0..<Self.stages * blocksPerStage {
      let (stage, position) = index.quotientAndRemainder(dividingBy: blocksPerStage)
      output = builder.basicBlock(
        output, name: "blocks.\(index)", channels: width << stage,
        stride: stage > 0 && position == 0 ? 2 : 1)
    }
    let logits = builder.classifier(output, classes: classes)
    return builder.graph(outputs: [logits])
  }
}

extension GraphBuilder {
  /// Two 3x3 convolutions with normalisation, the first with ReLU, and the input added; then ReLU.
  fileprivate mutating func basicBlock(
    _ input: Value, name: String, channels: Int, stride: Int
  ) -> Value {
    part(name) { builder in
      builder.scoped(name) { builder in
        let first = builder.convolution(
          input, name: "conv1", channels: channels, kernelSize: 3, stride: stride, padding: 1)
        let hidden = builder.relu(builder.normalization(first, name: "bn1", hasWeights: true))
        let second = builder.convolution(
          hidden, name: "conv2", channels: channels, kernelSize: 3, padding: 1)
        let output = builder.normalization(second, name: "bn2", hasWeights: true)
        var shortcut = input
        if input.shape != output.shape {
          shortcut = builder.convolution(
            input, name: "shortcut.conv", channels: channels, kernelSize: 1, stride: stride)
          shortcut = builder.normalization(shortcut, name: "shortcut.bn", hasWeights: true)
        }
        return builder.relu(builder.sum([shortcut, output]))
      }
    }
  }
}

extension ResidualNetwork: Codable {
  /// Decodes and validates a network.
  ///
  /// - Throws: `ArchitectureError` for another format, unknown keys and numbers that cannot be, `DecodingError` for
  ///   values of other types.
  public init(from decoder: any Decoder) throws {
    let file = try ReferenceFile(decoder, format: Self.currentFormat, keys: ["width", "depth"])
    try self.init(width: file["width"], depth: file["depth"])
  }

  /// Encodes the format, the width and the depth.
  public func encode(to encoder: any Encoder) throws {
    try ReferenceFile.encode(
      [("width", width), ("depth", depth)], format: Self.currentFormat, to: encoder)
  }
}
