internal import CTorch

// Updates of many tensors in one call; never recorded for differentiation.
extension [Tensor] {
  /// Adds `scale * others` to each tensor, in place.
  public func add(_ others: [Tensor], scaledBy scale: Double = 1) {
    apply(others) { ct_list_add_($0, $1, $2, scale) }
  }

  /// Multiplies each tensor by its partner, in place.
  public func multiply(by others: [Tensor]) {
    apply(others) { ct_list_mul_($0, $1, $2) }
  }

  /// Multiplies all tensors by a number, in place.
  public func scale(by factor: Double) {
    withHandles(self) { check(ct_list_scale_($0, $1, factor)) }
  }

  /// Multiplies all tensors by one scalar tensor, in place, without waiting for its value.
  public func scale(by factor: Tensor) {
    withHandles(self) { check(ct_list_scale_tensor_($0, $1, factor.handle)) }
  }

  /// Overwrites each tensor with its partner.
  public func assign(_ sources: [Tensor]) {
    apply(sources) { ct_list_copy_($0, $1, $2) }
  }

  /// Overwrites each tensor with its weight where its mask lies strictly above the threshold, elsewhere with 0.
  ///
  /// Section 3.3 of HM-NAS. A tensor, its weight and its mask have the same shape.
  public func assign(_ weights: [Tensor], maskedBy masks: [Tensor], above threshold: Double) {
    precondition(count == masks.count, "\(count) tensors with \(masks.count) masks")
    withHandles(masks) { masks, _ in
      apply(weights) { ct_list_mask_($0, $1, masks, $2, threshold) }
    }
  }

  /// Copies with storage of their own.
  public func cloned() -> [Tensor] { withoutGradient { map { $0.detached().clone() } } }

  /// The 2-norm of all elements together, a scalar on the device.
  public var norm: Tensor {
    withHandles(self) { list, count in Tensor { ct_list_norm(list, count, $0) } }
  }

  /// Scales all tensors so that their common 2-norm is at most `limit`, in place.
  public func clipNorm(to limit: Double) {
    guard !isEmpty else { return }
    withHandles(self) { check(ct_list_clip_norm_($0, $1, limit)) }
  }

  private func apply(
    _ others: [Tensor],
    _ body: (UnsafePointer<ct_tensor>, UnsafePointer<ct_tensor>, Int32) -> ct_status
  ) {
    precondition(count == others.count, "\(count) tensors with \(others.count) partners")
    guard !isEmpty else { return }
    withHandles(self) { list, count in
      withHandles(others) { partners, _ in check(body(list, partners, count)) }
    }
  }
}
