package import Architectures
package import Torch

/// The linear layers of squeeze-and-excitation and the classifier: shared and sliced in every mode (section 2).
package struct SharedLinears {
  private var largest: [String: Linear] = [:]

  /// Declares `<place>.weight` and `<place>.bias`, started as PyTorch does.
  package init(_ shapes: [SharedShape], in scope: ParameterScope) {
    for shape in shapes where shape.kind == .linear {
      largest[shape.name] = Linear(
        inputs: shape.inputs, outputs: shape.outputs, in: scope / shape.name)
    }
  }

  /// A network's own layer.
  package func linear(of layer: SharedLayer) -> Linear {
    guard let largest = largest[layer.name] else {
      preconditionFailure("no linear layer is named \(layer.name)")
    }
    return Linear(
      weight: largest.weight.part(layer.outputs, dimension: 0).part(layer.inputs, dimension: 1),
      bias: largest.bias.part(layer.outputs, dimension: 0))
  }
}
