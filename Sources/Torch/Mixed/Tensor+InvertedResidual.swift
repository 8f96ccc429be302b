internal import CTorch

extension Tensor {
  /// An inverted residual (Sandler et al., 2018) of this input.
  ///
  /// On the CPU by our kernels, which keep the input, what the depthwise convolutions give and what the projection
  /// gives, and can make the gradients once; elsewhere, and for kernels other than 3×3, 5×5 and 7×7, by libtorch.
  ///
  /// - Parameters:
  ///   - weights: All its parts.
  ///   - isResidual: Whether the input is added to what it gives; it then has the input's shape.
  ///   - factors: Of what it gives, one for each image (N), such as drop path's.
  /// - Returns: N × out × H × W, on the CPU in channels-last.
  public func invertedResidual(
    _ weights: InvertedResidualWeights, isResidual: Bool, factors: Tensor? = nil
  ) -> Tensor {
    guard device == .cpu, elementType == .float32,
      weights.depthwise.allSatisfy({ [3, 5, 7].contains($0.size(2)) })
    else { return composed(weights, isResidual: isResidual, factors: factors) }
    return withHandles(weights.depthwise) { list, count in
      weights.withExcitation { excitation in
        var raw = ct_inverted_residual(
          expand: weights.expand.handle, expanded: weights.expanded.raw, depthwise: list,
          branches: count, stride: Int64(weights.stride), filtered: weights.filtered.raw,
          excitation: excitation, project: weights.project.handle,
          projected: weights.projected.raw, keep: factors?.handle, is_residual: isResidual)
        return withExtendedLifetime((weights, factors)) {
          Tensor { ct_apply_inverted_residual(handle, &raw, $0) }
        }
      }
    }
  }

  /// The same by libtorch's operators.
  private func composed(
    _ weights: InvertedResidualWeights, isResidual: Bool, factors: Tensor?
  ) -> Tensor {
    let expanded = convolved(with: weights.expand).batchNormalized(by: weights.expanded).relu()
    var first = 0
    let filtered = weights.depthwise.map { weight in
      let channels = first..<first + weight.size(0)
      first = channels.upperBound
      return expanded.sliced(channels, dimension: 1).convolved(
        with: weight, stride: weights.stride, padding: weight.size(2) / 2, groups: channels.count)
    }
    var hidden =
      (filtered.count == 1 ? filtered[0] : .concatenated(filtered, dimension: 1))
      .batchNormalized(by: weights.filtered).relu()
    if let (squeeze, excite) = weights.excitation {
      let gates = excite(squeeze(hidden.mean([2, 3])).relu()).sigmoid()
      hidden = hidden * gates.reshaped([hidden.size(0), hidden.size(1), 1, 1])
    }
    var output = hidden.convolved(with: weights.project).batchNormalized(by: weights.projected)
    if let factors { output = output * factors.reshaped([output.size(0), 1, 1, 1]) }
    return isResidual ? self + output : output
  }
}

extension InvertedResidualWeights {
  /// Lends squeeze and excite in the form that the kernels take; nil without them.
  fileprivate func withExcitation<Result>(
    _ body: (UnsafePointer<ct_linear_weights>?) -> Result
  ) -> Result {
    guard let (squeeze, excite) = excitation else { return body(nil) }
    return [squeeze, excite].map {
      ct_linear_weights(weight: $0.weight.handle, bias: $0.bias.handle)
    }.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}
