internal import CTorch

/// Runs `body` without recording it for differentiation.
public func withoutGradient<Result>(_ body: () throws -> Result) rethrows -> Result {
  let before = fact(true) { ct_set_grad_enabled(false, $0) }
  defer { _ = fact(true) { ct_set_grad_enabled(before, $0) } }
  return try body()
}

extension Tensor {
  /// Whether operations on this tensor are recorded.
  public var requiresGradient: Bool { fact(false) { ct_requires_grad(handle, $0) } }

  /// Starts or stops recording the operations on this tensor, which must be a leaf.
  public func setRequiresGradient(_ enabled: Bool) { check(ct_set_requires_grad(handle, enabled)) }

  /// The same storage without history.
  public func detached() -> Tensor { Tensor { ct_detach(handle, $0) } }

  /// The gradients of this scalar with respect to `inputs`; zeros for those it does not depend on.
  ///
  /// The recorded graph is freed. With a cotangent, the tensor may have any shape.
  public func gradients(withRespectTo inputs: [Tensor], cotangent: Tensor? = nil) -> [Tensor] {
    guard !inputs.isEmpty else { return [] }
    var out = [ct_tensor?](repeating: nil, count: inputs.count)
    withHandles(inputs) { list, count in
      check(ct_gradients(handle, cotangent?.handle, list, count, &out))
    }
    return out.map { Tensor(result: $0) }
  }
}
