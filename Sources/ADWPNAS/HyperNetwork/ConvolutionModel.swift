package import Architectures
package import Torch
internal import Training

/// Where the weights of convolutions come from.
package enum WeightMode: String, Choice, Sendable {
  /// One weight per place, which all networks crop: single-path one-shot search.
  case shared
  /// A HyperNetwork predicts all of them: section 2.
  case paper
  /// Shared weights and a residual that depends on the network: section 3.
  case plus
}

/// Gives the weights of the convolutions of any network of a space.
package protocol ConvolutionModel {
  /// The weight of a layer, out × in × k × k, which is recorded for differentiation.
  func weight(of layer: SharedLayer, code: NetworkCode) -> Tensor
}

extension Tensor {
  /// The part of a shared weight (out × in × k × k) that a layer takes: its channels, and its kernel from the middle.
  func cropped(to layer: SharedLayer) -> Tensor {
    channels(of: layer).centre(layer.kernelSize)
  }

  /// The outputs and inputs of a layer, with the whole kernel.
  func channels(of layer: SharedLayer) -> Tensor {
    part(layer.outputs, dimension: 0).part(layer.inputs, dimension: 1)
  }

  /// The middle of square kernels.
  func centre(_ size: Int) -> Tensor {
    let first = (self.size(2) - size) / 2
    return part(first..<first + size, dimension: 2).part(first..<first + size, dimension: 3)
  }

  /// A slice, or the tensor itself where it is all of it.
  func part(_ range: Range<Int>, dimension: Int) -> Tensor {
    range == 0..<size(dimension) ? self : sliced(range, dimension: dimension)
  }
}
