internal import CTorch

extension Tensor {
  /// The weighted sum of operations on several sources as one unit, with one backward pass.
  ///
  /// Equal to computing each operation by itself, up to rounding: the ReLU is shared, depthwise and pointwise convolutions
  /// run in one pass over an image, normalisation is fused with the weighting, and nothing is kept that can be recomputed.
  ///
  /// - Parameters:
  ///   - operations: At least one. All give the same shape.
  ///   - sources: N × C × H × W each, float32, on the CPU.
  ///   - coefficients: One dimension; the weights in the sum.
  ///   - mode: Where the normalisations take their statistics from.
  /// - Returns: N × C × H' × W', channels-last.
  public static func mixed(
    _ operations: [MixedOperation], sources: [Tensor], coefficients: Tensor, mode: Mode
  ) -> Tensor {
    withExtendedLifetime(operations) {
      let raw = operations.map(\.raw)
      let statistics =
        switch mode {
        case .training: CT_TRACK_BATCH
        case .batchStatistics: CT_USE_BATCH
        case .evaluation: CT_USE_RUNNING
        }
      return withHandles(sources) { list, count in
        raw.withUnsafeBufferPointer { buffer in
          guard let base = buffer.baseAddress else {
            preconditionFailure("a node without operations")
          }
          return Tensor {
            ct_mixed_node(
              list, count, coefficients.handle, base, Int32(buffer.count), statistics, 0.1, 1e-5,
              $0)
          }
        }
      }
    }
  }
}

extension MixedOperation {
  /// Borrows the handles of the tensors.
  fileprivate var raw: ct_operation {
    var raw = ct_operation()
    raw.kind =
      switch kind {
      case .identity: CT_IDENTITY
      case .maximumPool: CT_MAX_POOL
      case .averagePool: CT_AVERAGE_POOL
      case .block: CT_BLOCK
      case .doubleBlock: CT_DOUBLE_BLOCK
      }
    raw.source = Int32(source)
    raw.coefficient = Int32(coefficient)
    raw.kernel = Int64(kernelSize)
    raw.stride = Int64(stride)
    raw.dilation = Int64(dilation)
    raw.padding =
      kind == .block || kind == .doubleBlock ? Int64(dilation * (kernelSize - 1) / 2) : 1
    raw.depthwise = (handle(depthwise, 0), handle(depthwise, 1))
    raw.pointwise = (handle(pointwise, 0), handle(pointwise, 1))
    raw.running_mean = (handle(statistics.map(\.mean), 0), handle(statistics.map(\.mean), 1))
    raw.running_var = (
      handle(statistics.map(\.variance), 0), handle(statistics.map(\.variance), 1)
    )
    return raw
  }

  private func handle(_ tensors: [Tensor], _ index: Int) -> ct_tensor? {
    index < tensors.count ? tensors[index].handle : nil
  }
}

extension Libtorch {
  /// The vector instructions that the project's own kernels use on this processor.
  public static var kernelInstructions: String { String(cString: ct_kernel_instructions()) }
}
