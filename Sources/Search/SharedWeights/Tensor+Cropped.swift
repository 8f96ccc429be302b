package import Architectures
package import Torch

extension Tensor {
  /// The part of a shared weight (out × in × k × k) that a layer takes: its channels, and its kernel from the middle.
  package func cropped(to layer: SharedLayer) -> Tensor {
    channels(of: layer).centre(layer.kernelSize)
  }

  /// The outputs and inputs of a layer, with the whole kernel.
  package func channels(of layer: SharedLayer) -> Tensor {
    part(layer.outputs, dimension: 0).part(layer.inputs, dimension: 1)
  }

  /// The middle of square kernels.
  package func centre(_ size: Int) -> Tensor {
    let first = (self.size(2) - size) / 2
    return part(first..<first + size, dimension: 2).part(first..<first + size, dimension: 3)
  }

  /// A slice, or the tensor itself where it is all of it.
  package func part(_ range: Range<Int>, dimension: Int) -> Tensor {
    range == 0..<size(dimension) ? self : sliced(range, dimension: dimension)
  }
}
