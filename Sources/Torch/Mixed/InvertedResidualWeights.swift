/// What an inverted residual computes with: expansion, depthwise convolutions, projection, and what is behind each.
public struct InvertedResidualWeights {
  /// Of the 1×1 convolution that makes the hidden channels: hidden × in × 1 × 1.
  public var expand: Tensor
  /// Behind it; ReLU follows.
  public var expanded: BatchNormalization
  /// Of the depthwise convolutions side by side: channels × 1 × k × k each, with an odd k.
  ///
  /// The first is for the first hidden channels, the second for those that follow, and so on. They are padded so that a
  /// side of n becomes ceil(n / stride).
  public var depthwise: [Tensor]
  /// What they divide the sides by.
  public var stride: Int
  /// Behind them; ReLU follows.
  public var filtered: BatchNormalization
  /// Squeeze-and-excitation (Hu et al., 2018) with a sigmoid, if there is any: from the channels' means to fewer
  /// numbers, which ReLU follows, and from these to a gate for each channel.
  public var excitation: (squeeze: Linear, excite: Linear)?
  /// Of the 1×1 convolution that makes the output: out × hidden × 1 × 1.
  public var project: Tensor
  /// Behind it.
  public var projected: BatchNormalization

  /// Puts the parts together.
  public init(
    expand: Tensor, expanded: BatchNormalization, depthwise: [Tensor], stride: Int,
    filtered: BatchNormalization, excitation: (squeeze: Linear, excite: Linear)? = nil,
    project: Tensor, projected: BatchNormalization
  ) {
    self.expand = expand
    self.expanded = expanded
    self.depthwise = depthwise
    self.stride = stride
    self.filtered = filtered
    self.excitation = excitation
    self.project = project
    self.projected = projected
  }
}
