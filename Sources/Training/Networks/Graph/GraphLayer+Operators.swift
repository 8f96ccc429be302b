internal import Architectures
internal import Torch

extension GraphLayer.Layer {
  /// Declares the parameters of an operator.
  init(_ operation: GraphOperator, in scope: ParameterScope) {
    switch operation {
    case .convolution(let convolution):
      precondition(!convolution.hasBias, "\(convolution.name) was folded, and cannot be trained")
      self = .convolution(
        Conv2d(
          inputChannels: convolution.inputChannels, outputChannels: convolution.outputChannels,
          kernelSize: convolution.kernelSize.pair, stride: convolution.stride.pair,
          padding: convolution.padding.pair, dilation: convolution.dilation,
          groups: convolution.groups,
          in: scope / convolution.name))
    case .normalization(let normalization):
      self = .normalization(
        BatchNorm2d(
          normalization.channels, affine: normalization.hasWeights, in: scope / normalization.name))
    case .linear(let linear):
      self = .linear(
        Linear(inputs: linear.inputs, outputs: linear.outputs, in: scope / linear.name))
    case .relu, .sigmoid, .maximumPool, .averagePool, .pad, .slice, .add, .scale, .multiply,
      .concatenate, .mean, .zeros:
      self = .plain
    }
  }

  /// What an operator gives, in the given shape.
  func output(
    _ operation: GraphOperator, _ inputs: [Tensor], shape: ImageShape, mode: Mode
  ) -> Tensor {
    switch self {
    case .convolution(let layer): layer(inputs[0])
    case .normalization(let layer): layer(inputs[0], mode: mode)
    case .linear(let layer): layer(inputs[0])
    case .plain: operation.output(inputs, shape: shape)
    }
  }
}

extension Sides {
  fileprivate var pair: (height: Int, width: Int) { (height, width) }
}

extension GraphOperator {
  /// What an operator without parameters gives.
  fileprivate func output(_ inputs: [Tensor], shape: ImageShape) -> Tensor {
    let input = inputs[0]
    switch self {
    case .relu: return input.relu()
    case .sigmoid: return input.sigmoid()
    case .maximumPool(let window):
      return input.maxPooled(
        kernelSize: window.size, stride: window.stride, padding: window.padding)
    case .averagePool(let window, let countsPadding):
      let sides = [Int](repeating: countsPadding ? window.padding : 0, count: 4)
      return (countsPadding ? input.padded(sides) : input).averagePooled(
        kernelSize: window.size, stride: window.stride,
        padding: countsPadding ? 0 : window.padding)
    case .pad(let bottom, let right): return input.padded([0, right, 0, bottom])
    case .slice(let channels, let rows, let columns):
      let part = input.sliced(channels, dimension: 1)
      let (height, width) = (input.size(2), input.size(3))
      guard rows.count < height || columns.count < width else { return part }
      // A copy, which convolutions read faster than a view.
      return part.padded([
        -columns.lowerBound, columns.upperBound - width, -rows.lowerBound, rows.upperBound - height,
      ])
    case .add: return inputs.dropFirst().reduce(input) { $0 + $1 }
    case .scale(let factor): return input * Double(factor)
    case .multiply:
      return input * inputs[1].reshaped([input.size(0), input.size(1), 1, 1])
    case .concatenate: return .concatenated(inputs, dimension: 1)
    case .mean: return input.mean([2, 3])
    case .zeros:
      return .zeros(
        [input.size(0), shape.channels, shape.height, shape.width], device: input.device)
    case .convolution, .normalization, .linear:
      preconditionFailure("\(self) has parameters")
    }
  }
}
