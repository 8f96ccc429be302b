/// The memory of an execution; one at a time has it.
final class Arena: @unchecked Sendable {
  let floats: UnsafeMutablePointer<Float>

  /// Zeros, so that lanes without a meaning hold numbers: some processors are slow with what is none.
  init(size: Int) {
    floats = .allocate(capacity: size)
    floats.initialize(repeating: 0, count: size)
  }

  deinit { floats.deallocate() }
}
