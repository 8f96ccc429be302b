/// A term of a node's sum: an operation on what comes before the node, with its weight.
public struct MixedOperation {
  /// What is computed; batch normalisation follows everything but the identity.
  public enum Kind: Sendable {
    case identity
    case maximumPool
    case averagePool
    /// ReLU, depthwise, pointwise.
    case block
    /// Twice, the second time with stride 1.
    case doubleBlock
  }

  /// Where an operation's input comes from.
  public enum Source: Hashable, Sendable {
    /// One of the tensors that the cell is given.
    case given(Int)
    /// An earlier node of the cell.
    case node(Int)
  }

  /// What is computed.
  public var kind: Kind
  /// Its input.
  public var source = Source.given(0)
  /// The node whose sum it is a term of, from 0.
  public var node = 0
  /// Index of its weight in the sum.
  public var coefficient = 0
  /// 3, 5 or 7; of the depthwise convolutions.
  public var kernelSize = 3
  /// 1 or 2.
  public var stride: Int
  /// Of the depthwise convolutions.
  public var dilation = 1
  /// One depthwise weight per block.
  public var depthwise: [Tensor] = []
  /// One pointwise weight per block.
  public var pointwise: [Tensor] = []
  /// One per normalisation.
  public var statistics: [Tensor.RunningStatistics] = []

  /// Puts a term together.
  public init(
    kind: Kind, kernelSize: Int = 3, stride: Int, dilation: Int = 1, depthwise: [Tensor] = [],
    pointwise: [Tensor] = [], statistics: [Tensor.RunningStatistics] = []
  ) {
    self.kind = kind
    self.kernelSize = kernelSize
    self.stride = stride
    self.dilation = dilation
    self.depthwise = depthwise
    self.pointwise = pointwise
    self.statistics = statistics
  }

  /// The source as it is.
  public static var identity: MixedOperation { MixedOperation(kind: .identity, stride: 1) }

  /// A 3×3 pool with padding 1.
  public static func pool(
    _ kind: Kind, stride: Int, statistics: Tensor.RunningStatistics
  ) -> MixedOperation {
    MixedOperation(kind: kind, stride: stride, statistics: [statistics])
  }
}
