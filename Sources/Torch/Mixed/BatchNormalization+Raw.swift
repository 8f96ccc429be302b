internal import CTorch

extension BatchNormalization {
  /// Borrows the handles of the tensors, in the form that the kernels take.
  var raw: ct_normalization {
    ct_normalization(
      weight: weight?.handle, bias: bias?.handle, running_mean: statistics?.mean.handle,
      running_var: statistics?.variance.handle,
      statistics: byBatch
        ? statistics == nil ? CT_USE_BATCH : CT_TRACK_BATCH : CT_USE_RUNNING,
      momentum: momentum, epsilon: epsilon)
  }
}
