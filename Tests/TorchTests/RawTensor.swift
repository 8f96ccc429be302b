import CTorch
import Testing

/// A tensor as the C functions take it.
final class RawTensor {
  let handle: ct_tensor

  /// A tensor full of one value.
  init(_ shape: Int64..., value: Double = 1, type: ct_dtype = CT_FLOAT32) throws {
    handle = try Self.made {
      ct_full(shape + [0], Int32(shape.count), value, type, CT_CPU, $0)
    }
  }

  /// Takes over the handle that `body` writes.
  init(_ body: (UnsafeMutablePointer<ct_tensor?>) -> ct_status) throws {
    handle = try Self.made(body)
  }

  deinit { ct_free(handle) }

  /// The same, as something that gradients can be taken with respect to.
  func asLeaf() throws -> RawTensor {
    try #require(ct_set_requires_grad(handle, true) == CT_OK)
    return self
  }

  private static func made(
    _ body: (UnsafeMutablePointer<ct_tensor?>) -> ct_status
  ) throws -> ct_tensor {
    var out: ct_tensor?
    try #require(body(&out) == CT_OK, "\(String(cString: ct_last_error()))")
    return try #require(out)
  }
}

/// Expects a call to be refused with a message that says so, and to have made nothing.
func expectRefusal(
  saying fragment: String, _ status: ct_status = CT_FAILED,
  sourceLocation: SourceLocation = #_sourceLocation,
  _ body: (UnsafeMutablePointer<ct_tensor?>) -> ct_status
) {
  var out: ct_tensor?
  let found = body(&out)
  #expect(found == status, "expected \(fragment)", sourceLocation: sourceLocation)
  #expect(out == nil, sourceLocation: sourceLocation)
  guard found != CT_OK else { return }
  let message = String(cString: ct_last_error())
  #expect(message.contains(fragment), "\(message)", sourceLocation: sourceLocation)
}
