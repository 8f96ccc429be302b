/// A two-dimensional convolution without bias.
public struct Conv2d {
  /// The kernels, out × in/groups × height × width.
  public let weight: Tensor
  private let stride, padding: (height: Int, width: Int)
  private let dilation, groups: Int

  /// Declares `weight` of square kernels, started as PyTorch does.
  public init(
    inputChannels: Int, outputChannels: Int, kernelSize: Int, stride: Int = 1, padding: Int = 0,
    dilation: Int = 1, groups: Int = 1, in scope: ParameterScope
  ) {
    self.init(
      inputChannels: inputChannels, outputChannels: outputChannels,
      kernelSize: (kernelSize, kernelSize), stride: (stride, stride), padding: (padding, padding),
      dilation: dilation, groups: groups, in: scope)
  }

  /// Declares `weight`, started as PyTorch does.
  public init(
    inputChannels: Int, outputChannels: Int, kernelSize: (height: Int, width: Int),
    stride: (height: Int, width: Int), padding: (height: Int, width: Int), dilation: Int = 1,
    groups: Int = 1, in scope: ParameterScope
  ) {
    precondition(
      inputChannels % groups == 0 && outputChannels % groups == 0,
      "\(groups) groups do not divide \(inputChannels) and \(outputChannels) channels")
    let fanIn = inputChannels / groups * kernelSize.height * kernelSize.width
    weight = scope.parameter(
      "weight",
      shape: [outputChannels, inputChannels / groups, kernelSize.height, kernelSize.width],
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
