package import Architectures
package import Torch

/// A candidate operation of an edge: N × C × H × W to N × C × H' × W'.
package protocol CellOperation {
  /// Whether the operation passes its input on unchanged; drop path spares it.
  var isIdentity: Bool { get }

  /// The operation as a term of a mixed cell, for those that our kernels can compute.
  var mixed: MixedOperation? { get }

  func callAsFunction(_ input: Tensor, mode: Mode) -> Tensor
}

extension CellOperation {
  package var mixed: MixedOperation? { nil }
  package var isIdentity: Bool { false }
}

extension Operation {
  /// Makes the layer of this operation; nil for `none`, which contributes nothing.
  package func layer(
    channels: Int, stride: Int, computation: Computation = Computation(), in scope: ParameterScope
  ) -> (any CellOperation)? {
    switch self {
    case .none: nil
    case .maxPool3x3: Pool(.maximum, channels: channels, stride: stride, in: scope)
    case .averagePool3x3: Pool(.average, channels: channels, stride: stride, in: scope)
    case .skipConnect:
      stride == 1
        ? Identity()
        : FactorizedReduce(
          inputChannels: channels, outputChannels: channels, computation: computation, in: scope)
    case .separableConvolution3x3:
      SeparableConvolution(channels, kernelSize: 3, stride: stride, in: scope)
    case .separableConvolution5x5:
      SeparableConvolution(channels, kernelSize: 5, stride: stride, in: scope)
    case .dilatedConvolution3x3:
      DilatedConvolution(channels, kernelSize: 3, stride: stride, in: scope)
    case .dilatedConvolution5x5:
      DilatedConvolution(channels, kernelSize: 5, stride: stride, in: scope)
    }
  }
}
