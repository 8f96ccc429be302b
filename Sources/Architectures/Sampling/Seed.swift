/// A seed from which independent seeds are derived by purpose.
///
/// One number then fixes a whole run, and a part of it that draws more numbers does not change what
/// the others draw: `seed.derived("crop", epoch, batch)`.
public struct Seed: Hashable, Sendable {
  /// The seed itself, for a generator.
  public let value: UInt64

  /// The seed of a run.
  public init(_ value: UInt64) {
    self.value = value
  }

  /// The seed for a purpose and its indices, such as the epoch.
  ///
  /// The same in every process and on every platform: FNV-1a of the name, then the finaliser of
  /// SplitMix64 after each number. Swift's `Hasher` is seeded anew by each process.
  public func derived(_ name: String, _ indices: Int...) -> Seed {
    var state = Self.absorbed(Self.fnv1a(name), into: value)
    for index in indices {
      state = Self.absorbed(UInt64(truncatingIfNeeded: index), into: state)
    }
    return Seed(state)
  }

  private static func absorbed(_ number: UInt64, into state: UInt64) -> UInt64 {
    SplitMix64.mixed(SplitMix64.mixed(state &+ SplitMix64.increment) ^ number)
  }

  private static func fnv1a(_ name: String) -> UInt64 {
    name.utf8.reduce(0xCBF2_9CE4_8422_2325) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
  }
}
