internal import Dispatch

/// Computes values in as many threads, in their order.
///
/// - Parameters:
///   - count: How many values, and threads; a single one is computed in the thread of the caller.
///   - body: Computes the value of an index.
/// - Returns: The values by index.
func concurrentMap<Value: Sendable>(
  _ count: Int, _ body: @Sendable (Int) -> Value
) -> [Value] {
  guard count > 1 else { return (0..<count).map(body) }
  return [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
    // Each thread writes to a place of its own.
    nonisolated(unsafe) let places = buffer
    DispatchQueue.concurrentPerform(iterations: count) { index in
      places.initializeElement(at: index, to: body(index))
    }
    initialized = count
  }
}
