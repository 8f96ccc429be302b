internal import CTorch

/// An array of elements of one type on one device, with reverse-mode differentiation.
///
/// A copy of the struct shares the storage: an in-place operation on one is seen through the other. Four-dimensional
/// tensors are N × C × H × W in index order and channels-last in memory wherever a network made them.
public struct Tensor {
  private let storage: Handle

  /// Owns one libtorch tensor.
  private final class Handle {
    let pointer: ct_tensor
    init(_ pointer: ct_tensor) { self.pointer = pointer }
    deinit { ct_free(pointer) }
  }

  /// The handle for a C call; alive as long as `self` is.
  var handle: ct_tensor { storage.pointer }

  /// Takes over the handle that `body` writes.
  init(function: StaticString = #function, _ body: (UnsafeMutablePointer<ct_tensor?>) -> ct_status)
  {
    var out: ct_tensor?
    check(body(&out), function: function)
    self.init(result: out, function: function)
  }

  /// Takes over the handle that a call gave; without memory there is none, and a scalar of 0 stands in for it.
  init(result: ct_tensor?, function: StaticString = #function) {
    guard let result else {
      guard Libtorch.isExhausted else { fatalError("\(function) gave no tensor") }
      storage = Self.standIn()
      return
    }
    storage = Handle(result)
  }

  private static func standIn() -> Handle {
    var out: ct_tensor?
    let status = withSizes([]) { ct_full($0, $1, 0, CT_FLOAT32, CT_CPU, &out) }
    guard status == CT_OK, let out else { fatalError("not even a number fits into memory") }
    return Handle(out)
  }

}

/// Calls `body` with the handles of `tensors`, which stay alive during the call.
func withHandles<Result>(
  _ tensors: [Tensor], _ body: (UnsafePointer<ct_tensor>, Int32) -> Result
) -> Result {
  withExtendedLifetime(tensors) {
    let handles = tensors.map(\.handle)
    return handles.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else {
        return withUnsafeTemporaryAllocation(of: ct_tensor.self, capacity: 1) { empty in
          guard let start = empty.baseAddress else { preconditionFailure("no stack") }
          return body(UnsafePointer(start), 0)
        }
      }
      return body(base, Int32(buffer.count))
    }
  }
}

/// Calls `body` with sizes as libtorch wants them.
func withSizes<Result>(_ sizes: [Int], _ body: (UnsafePointer<Int64>, Int32) -> Result) -> Result {
  // One more element than needed, so that an empty list has an address too.
  let values = sizes.map(Int64.init) + [0]
  return values.withUnsafeBufferPointer { buffer in
    guard let base = buffer.baseAddress else { preconditionFailure("an array without storage") }
    return body(base, Int32(sizes.count))
  }
}

/// The value that `body` writes: a fact, which is known even where memory has run out.
func fact<Value>(
  _ start: Value, function: StaticString = #function,
  _ body: (UnsafeMutablePointer<Value>) -> ct_status
) -> Value {
  var value = start
  guard body(&value) == CT_OK else {
    fatalError("libtorch refused \(function): \(String(cString: ct_last_error()))")
  }
  return value
}
