internal import Architectures
internal import Torch

/// The linear layers of squeeze-and-excitation and the classifier: shared and sliced in every mode (section 2).
struct SharedLinears {
  private var weights: [String: (weight: Tensor, bias: Tensor)] = [:]

  /// Declares `<place>.weight` and `<place>.bias`, started as PyTorch does.
  init(_ shapes: [SharedShape], in scope: ParameterScope) {
    for shape in shapes where shape.kind == .linear {
      let start = Initializer.fanIn(shape.inputs)
      weights[shape.name] = (
        (scope / shape.name).parameter("weight", shape: shape.shape, initializer: start),
        (scope / shape.name).parameter("bias", shape: [shape.outputs], initializer: start)
      )
    }
  }

  /// The weight, out × in, and the bias of a layer.
  func weights(of layer: SharedLayer) -> (weight: Tensor, bias: Tensor) {
    guard let (weight, bias) = weights[layer.name] else {
      preconditionFailure("no linear layer is named \(layer.name)")
    }
    return (
      weight.part(layer.outputs, dimension: 0).part(layer.inputs, dimension: 1),
      bias.part(layer.outputs, dimension: 0)
    )
  }
}
