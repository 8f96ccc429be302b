package import Torch

/// max_pool_3x3 or avg_pool_3x3: the pool, then a batch normalisation without scale and shift.
package struct Pool: CellOperation {
  package enum Kind: Sendable {
    case maximum, average
  }

  private let kind: Kind
  private let stride: Int
  private let norm: BatchNorm2d

  package init(_ kind: Kind, channels: Int, stride: Int, in scope: ParameterScope) {
    self.kind = kind
    self.stride = stride
    norm = BatchNorm2d(channels, affine: false, in: scope / "bn")
  }

  package var mixed: MixedOperation? {
    .pool(
      kind == .maximum ? .maximumPool : .averagePool, stride: stride, statistics: norm.statistics)
  }

  package func callAsFunction(_ input: Tensor, mode: Mode) -> Tensor {
    let pooled =
      switch kind {
      case .maximum: input.maxPooled(kernelSize: 3, stride: stride, padding: 1)
      case .average: input.averagePooled(kernelSize: 3, stride: stride, padding: 1)
      }
    return norm(pooled, mode: mode)
  }
}
