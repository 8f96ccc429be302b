/// What a node of a `NetworkGraph` computes.
public enum GraphOperator: Hashable, Sendable {
  /// A convolution.
  case convolution(Convolution)
  /// Batch normalisation, by running statistics once a network is trained.
  case normalization(Normalization)
  /// The positive part.
  case relu
  /// 1 / (1 + exp(-x)).
  case sigmoid
  /// The largest value under a window; the padding is never it.
  case maximumPool(Window)
  /// The mean under a window.
  case averagePool(Window, countsPadding: Bool)
  /// Zeros below and to the right.
  case pad(bottom: Int, right: Int)
  /// A part of the channels, rows and columns.
  case slice(channels: Range<Int>, rows: Range<Int>, columns: Range<Int>)
  /// The sum of all inputs, which have one shape.
  case add
  /// Each value times a number.
  case scale(Float)
  /// The first input, each channel times the number that the second, a vector, has for it.
  case multiply
  /// The inputs one behind the other, by channels.
  case concatenate
  /// The mean of each channel: a vector.
  case mean
  /// A linear layer with bias, from a vector to a vector.
  case linear(Linear)
  /// Zeros, whatever the input, which says only how many images there are.
  case zeros

  /// A convolution with the same dilation both ways.
  public struct Convolution: Hashable, Sendable {
    /// The prefix of its tensors' names: `weight` and, where there is one, `bias`.
    public let name: String
    /// The channels that it reads.
    public let inputChannels: Int
    /// The channels that it gives.
    public let outputChannels: Int
    /// The sides of its kernel.
    public let kernelSize: Sides
    /// The step from one output pixel to the next, down and across.
    public let stride: Sides
    /// Zeros above as below, and to the left as to the right.
    public let padding: Sides
    /// The step from one weight of the kernel to the next.
    public let dilation: Int
    /// In how many groups the channels are convolved; as many as channels where it is depthwise.
    public let groups: Int
    /// Whether it adds a number for each channel: only where a normalisation was folded into it.
    public var hasBias = false

    /// The shape of the weight: out x in/groups x height x width.
    public var weightShape: [Int] {
      [outputChannels, inputChannels / groups, kernelSize.height, kernelSize.width]
    }

    /// Whether every channel is filtered on its own.
    public var isDepthwise: Bool { groups == inputChannels && groups == outputChannels }

    /// Whether it is a 1x1 convolution of all channels.
    public var isPointwise: Bool { kernelSize == 1 && padding == 0 && groups == 1 }
  }

  /// Batch normalisation: (x - mean) / sqrt(variance + epsilon), with `hasWeights` times a scale plus a shift.
  public struct Normalization: Hashable, Sendable {
    /// What is added to the variance, everywhere: PyTorch's default.
    public static let epsilon = 1e-5

    /// The prefix of its tensors' names: `running_mean`, `running_var` and, where there are any, `weight` and `bias`.
    public let name: String
    /// The number of channels.
    public let channels: Int
    /// Whether it has a scale and a shift for each channel.
    public let hasWeights: Bool
  }

  /// A square window of a pool.
  public struct Window: Hashable, Sendable {
    /// The side of the window.
    public let size: Int
    /// The step from one output pixel to the next.
    public let stride: Int
    /// What is added on every side.
    public let padding: Int
  }

  /// A linear layer with bias.
  public struct Linear: Hashable, Sendable {
    /// The prefix of its tensors' names: `weight`, out x in, and `bias`.
    public let name: String
    /// The length of the vectors that it reads.
    public let inputs: Int
    /// The length of the vectors that it gives.
    public let outputs: Int
  }
}
