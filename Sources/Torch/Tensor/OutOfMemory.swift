internal import CTorch

/// A device could not give the memory that a computation asked for.
public struct OutOfMemory: Error, CustomStringConvertible {
  /// The call that failed, and libtorch's message.
  public let details: String
  /// Bytes that could not be had, where the message says so.
  public var bytes: Int? {
    details.firstMatch(of: /allocate (\d+) bytes/).flatMap { Int($0.1) }
  }

  /// One sentence for people.
  public var description: String {
    if let bytes { return "out of memory: \(bytes) bytes more could not be had" }
    let isOfTheHost = details.hasSuffix("out of host memory")
    return "out of memory: " + (isOfTheHost ? "no more of it could be had" : details)
  }
}

extension Libtorch {
  /// Whether memory ran out on this thread: then nothing is computed, every new tensor is a scalar of 0, and no tensor
  /// changes, until `checkMemory()` is called.
  public static var isExhausted: Bool { ct_is_exhausted() }

  /// Ends a part of a computation: its results hold only where this returns.
  ///
  /// In-place updates before the failure were made, those after it were not: what they work on is to be loaded anew.
  ///
  /// - Throws: `OutOfMemory` where memory ran out on this thread since the last call.
  public static func checkMemory() throws(OutOfMemory) {
    guard isExhausted else { return }
    let details = String(cString: ct_exhaustion())
    ct_forget_exhaustion()
    throw OutOfMemory(details: details)
  }

  /// Runs `body`; what it throws while memory is out comes of that, and gives way to `OutOfMemory`.
  public static func namingExhaustion<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      try checkMemory()
      throw error
    }
  }

  /// Behaves as if memory had run out, for tests of what comes after it.
  package static func exhaust() {
    ct_remember_exhaustion("a test", "you tried to allocate 4096 bytes")
  }

  /// Calls until memory runs out on this thread as `exhaust()` does; 0 for never.
  package static var callsUntilExhaustion: Int {
    get { Int(ct_calls_left()) }
    set { ct_exhaust_after(Int64(newValue)) }
  }
}
