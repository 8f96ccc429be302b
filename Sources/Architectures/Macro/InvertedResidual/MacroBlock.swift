/// One block of a `MacroPlan`.
public struct MacroBlock: Hashable, Sendable {
  /// What a block computes.
  public enum Kind: Hashable, Sendable {
    /// Nothing: the output is the input.
    case identity
    /// A 1x1 convolution at the block's stride and a batch norm, without ReLU.
    case projection
    /// Expansion, depthwise convolution and projection.
    case invertedResidual(InvertedResidual)
  }

  /// The position of the block, from 0.
  public let index: Int
  /// The stage of the block, from 0.
  public let stage: Int
  /// The shape of its input.
  public let input: ImageShape
  /// The shape of its output.
  public let output: ImageShape
  /// 1, or 2 in the first block of a stage that halves the image.
  public let stride: Int
  /// What it computes.
  public let kind: Kind

  /// Whether input and output have the same shape.
  public var keepsShape: Bool { stride == 1 && input == output }

  /// Whether the input is added to the output: in inverted residuals that keep the shape.
  public var isResidual: Bool {
    if case .invertedResidual = kind { keepsShape } else { false }
  }

  /// The name of the block, which is also the prefix of its parameters' names.
  public var name: String { "blocks.\(index)" }
}

/// The inner part of an inverted residual: between the 1x1 convolutions that expand and project.
///
/// Expansion, batch norm, ReLU; the depthwise branches side by side, each on its share of the
/// hidden channels, concatenated, batch norm, ReLU; squeeze-and-excitation where there is one;
/// projection and batch norm, without ReLU.
public struct InvertedResidual: Hashable, Sendable {
  /// A depthwise convolution on a part of the hidden channels.
  public struct Branch: Hashable, Sendable {
    /// The side of the kernel; odd.
    public let kernelSize: Int
    /// The number of channels that it filters.
    public let channels: Int
  }

  /// The depthwise branches, in the order of their channels.
  public let branches: [Branch]
  /// The channels between the two linear layers of squeeze-and-excitation; nil without it.
  public let squeezeChannels: Int?

  /// The channels between expansion and projection.
  public var hiddenChannels: Int { branches.reduce(0) { $0 + $1.channels } }
}
