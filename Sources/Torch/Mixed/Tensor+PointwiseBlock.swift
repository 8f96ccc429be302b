internal import CTorch

extension Tensor {
  /// ReLU, 1×1 convolution and batch normalisation without scale and shift, as one unit.
  ///
  /// Float32, on the CPU. Of the forward pass only the input and the result are kept.
  ///
  /// - Parameters:
  ///   - weights: out × C × 1 × 1. With two, both of half the channels, a factorized reduction: the first reads every
  ///     second row and column, the second those one further down and right, zeros beyond an odd edge.
  ///   - statistics: The running ones.
  ///   - mode: Where the normalisation takes its statistics from.
  /// - Returns: N × out × H × W, or half the height and width, rounded up, and twice the channels; channels-last.
  public func pointwiseBlock(
    weights: [Tensor], statistics: RunningStatistics, mode: Mode
  ) -> Tensor {
    precondition((1...2).contains(weights.count), "\(weights.count) weights, expected 1 or 2")
    return withHandles(weights) { list, count in
      Tensor {
        ct_pointwise_block(
          handle, list, count, statistics.mean.handle, statistics.variance.handle, mode.statistics,
          0.1, 1e-5, $0)
      }
    }
  }
}

extension Mode {
  /// Where batch normalisation takes its statistics from.
  var statistics: ct_statistics {
    switch self {
    case .training: CT_TRACK_BATCH
    case .batchStatistics: CT_USE_BATCH
    case .evaluation: CT_USE_RUNNING
    }
  }
}
