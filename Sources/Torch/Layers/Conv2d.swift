/// A two-dimensional convolution without bias.
public struct Conv2d {
  /// The kernels, out × in/groups × k × k.
  public let weight: Tensor
  private let stride, padding, dilation, groups: Int

  /// Declares `weight`, started as PyTorch does.
  public init(
    inputChannels: Int, outputChannels: Int, kernelSize: Int, stride: Int = 1, padding: Int = 0,
    dilation: Int = 1, groups: Int = 1, in scope: ParameterScope
  ) {
    precondition(
      inputChannels % groups == 0 && outputChannels % groups == 0,
      "\(groups) groups do not divide \(inputChannels) and \(outputChannels) channels")
    let fanIn = inputChannels / groups * kernelSize * kernelSize
    weight = scope.parameter(
      "weight", shape: [outputChannels, inputChannels / groups, kernelSize, kernelSize],
      initializer: .fanIn(fanIn))
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.groups = groups
  }

  /// Maps N × in × H × W to N × out × H' × W'.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    input.convolved(
      with: weight, stride: stride, padding: padding, dilation: dilation, groups: groups)
  }
}
