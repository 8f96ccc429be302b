/// What a network of inverted residuals is made of, with every number of channels and every size.
///
/// A stem (convolution, batch norm, ReLU), a chain of blocks, a head (1x1 convolution, batch norm,
/// ReLU) and a classifier (global average pooling and a linear layer with bias). Both spaces,
/// `NASBenchMacroNetwork` and `ADWPNetwork`, describe their networks so; costs and network builders
/// need nothing else.
public struct MacroPlan: Hashable, Sendable {
  /// The shape of an input image.
  public let image: ImageShape
  /// The number of classes.
  public let classes: Int
  /// The side of the stem's kernel.
  public let stemKernelSize: Int
  /// By how much the stem divides the image's sides.
  public let stemStride: Int
  /// The shape of the stem's output.
  public let stemShape: ImageShape
  /// The blocks from the stem to the head, identities included.
  public let blocks: [MacroBlock]
  /// The shape of the head's output; its channels reach the classifier.
  public let headShape: ImageShape

  /// The shape of the head's input: the output of the last block.
  public var featureShape: ImageShape { blocks.last?.output ?? stemShape }
}

extension MacroPlan {
  /// What chains blocks: each reads what the one before gives.
  struct Builder {
    private(set) var blocks: [MacroBlock] = []
    private(set) var shape: ImageShape

    init(stemShape: ImageShape) {
      shape = stemShape
    }

    /// Adds a block with the given output channels.
    ///
    /// - Parameters:
    ///   - stage: The stage that the block belongs to, from 0.
    ///   - channels: The channels of its output.
    ///   - stride: The stride of its depthwise or only convolution.
    ///   - kind: What the block computes.
    mutating func append(stage: Int, channels: Int, stride: Int, kind: MacroBlock.Kind) {
      let block = MacroBlock(
        index: blocks.count,
        stage: stage,
        input: shape,
        output: shape.strided(by: stride).withChannels(channels),
        stride: stride,
        kind: kind
      )
      precondition(
        kind != .identity || block.keepsShape, "an identity from \(shape) to \(block.output)"
      )
      blocks.append(block)
      shape = block.output
    }
  }
}
