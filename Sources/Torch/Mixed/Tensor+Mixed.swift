internal import CTorch

extension Tensor {
  /// The nodes of a cell, each a weighted sum of operations, as one unit with one backward pass.
  ///
  /// Equal to computing each operation by itself, up to rounding: ReLUs are shared, depthwise and pointwise
  /// convolutions run in one pass over an image, pools of the same source are computed once, normalisation is fused
  /// with the weighting, and little is kept that can be recomputed. The backward pass can be made once.
  ///
  /// - Parameters:
  ///   - operations: At least one, and one of them on a source. All give the same shape.
  ///   - sources: N × C × H × W each, float32, on the CPU.
  ///   - coefficients: One dimension; the weights in the sums.
  ///   - keep: N × operations, factors of single operations for single images.
  ///   - nodes: The number of nodes; one without operations is 0.
  ///   - mode: Where the normalisations take their statistics from.
  ///   - stored: How results are kept for the backward pass, float32 or bfloat16; arithmetic is in float32.
  /// - Returns: N × nodes·C × H' × W', the nodes side by side, channels-last.
  public static func mixed(
    _ operations: [MixedOperation], sources: [Tensor], coefficients: Tensor, keep: Tensor? = nil,
    nodes: Int, mode: Mode, stored: ElementType = .float32
  ) -> Tensor {
    precondition(!operations.isEmpty, "a cell without operations")
    return withExtendedLifetime(operations) {
      let raw = operations.map { $0.raw(sources: sources.count) }
      return withHandles(sources) { list, count in
        raw.withUnsafeBufferPointer { buffer in
          guard let base = buffer.baseAddress else {
            preconditionFailure("a cell without operations")
          }
          return Tensor {
            ct_mixed_cell(
              list, count, coefficients.handle, keep?.handle, base, Int32(buffer.count),
              Int32(nodes), mode.statistics, stored.raw, 0.1, 1e-5, $0)
          }
        }
      }
    }
  }
}

extension MixedOperation {
  /// Borrows the handles of the tensors.
  fileprivate func raw(sources: Int) -> ct_operation {
    var raw = ct_operation()
    raw.kind =
      switch kind {
      case .identity: CT_IDENTITY
      case .maximumPool: CT_MAX_POOL
      case .averagePool: CT_AVERAGE_POOL
      case .block: CT_BLOCK
      case .doubleBlock: CT_DOUBLE_BLOCK
      }
    raw.source =
      switch source {
      case .given(let index): Int32(index)
      case .node(let index): Int32(sources + index)
      }
    raw.node = Int32(node)
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
