extension BenchmarkTable {
  /// A code of the table's space, as an example for people.
  package var exampleCode: String {
    switch self {
    case .nasBenchMacro: "02012100"
    case .nasBench201, .nasBench201CIFAR100:
      """
      |nor_conv_3x3~0|+|none~0|skip_connect~1|\
      +|skip_connect~0|nor_conv_1x1~1|avg_pool_3x3~2|
      """
    }
  }

  /// The code under which the table has the network of a code.
  ///
  /// Several codes of NAS-Bench-Macro are one network, which the table has under the canonical one.
  /// NAS-Bench-201 has every cell under its own code, also where others compute the same.
  ///
  /// - Parameter code: A code of the table's space.
  /// - Returns: The code of one of `networks(in:)`.
  /// - Throws: `ArchitectureError.malformedCode` for a text that is no code of the space.
  public func canonicalCode(_ code: String) throws(ArchitectureError) -> String {
    switch self {
    case .nasBenchMacro: return try NASBenchMacroNetwork(code: code).canonical.code
    case .nasBench201, .nasBench201CIFAR100: return try NASBench201Cell(code: code).code
    }
  }

  /// The code under which the table has a network.
  ///
  /// A network of NAS-Bench-201 may have other channels or cells per stage than the benchmark's 16
  /// and 5: the code is that of its cell, and the table knows the benchmark's own network of it. Factors
  /// of operations that masks left count for nothing either.
  ///
  /// - Parameter architecture: A network of any space.
  /// - Returns: The code of one of `networks(in:)`; nil for a network of another space.
  public func code(of architecture: Architecture) -> String? {
    switch self {
    case .nasBenchMacro:
      return (architecture.network as? NASBenchMacroNetwork)?.canonical.code
    case .nasBench201, .nasBench201CIFAR100:
      if let masked = architecture.network as? MaskedCellNetwork {
        return NASBench201Cell(masked)?.code
      }
      return (architecture.network as? NASBench201Network)?.cell.code
    }
  }
}
