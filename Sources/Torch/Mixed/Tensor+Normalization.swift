internal import CTorch

extension Tensor {
  /// Batch normalisation of each channel, and ReLU if asked.
  ///
  /// On the CPU by our kernels, which read and write as little as possible; elsewhere by libtorch.
  ///
  /// - Parameters:
  ///   - normalization: How.
  ///   - rectified: Whether ReLU follows.
  /// - Returns: The same shape; on the CPU, in channels-last.
  public func normalized(by normalization: BatchNormalization, rectified: Bool = false) -> Tensor {
    guard device == .cpu, elementType == .float32 else {
      let normalized = batchNormalized(by: normalization)
      return rectified ? normalized.relu() : normalized
    }
    return Tensor { out in
      normalization.withRaw { ct_normalize(handle, $0, rectified, out) }
    }
  }
}

extension BatchNormalization {
  /// Lends the form that the kernels take.
  func withRaw<Result>(_ body: (UnsafePointer<ct_normalization>) -> Result) -> Result {
    withExtendedLifetime(self) {
      var raw = ct_normalization(
        weight: weight?.handle, bias: bias?.handle, running_mean: statistics?.mean.handle,
        running_var: statistics?.variance.handle,
        statistics: byBatch
          ? statistics == nil ? CT_USE_BATCH : CT_TRACK_BATCH : CT_USE_RUNNING,
        momentum: momentum, epsilon: epsilon)
      return body(&raw)
    }
  }
}
