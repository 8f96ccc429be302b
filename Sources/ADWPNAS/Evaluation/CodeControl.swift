internal import Architectures
internal import Training

/// Whose code a network's weights are made from when it is evaluated.
///
/// Where the other codes rank networks as well as their own, the conditioning does nothing (section 4).
package enum CodeControl: String, Choice, Sendable {
  /// The network's own.
  case real
  /// That of one random network for all of them.
  case constant
  /// That of a random network of its own, always the same one.
  case shuffled

  /// The network whose code stands in for that of `network`; nil for its own.
  func substitute<Network: SearchableNetwork>(for network: Network, seed: Seed) -> Network? {
    switch self {
    case .real: return nil
    case .constant:
      var generator = SplitMix64(seed: seed.derived("constant code").value)
      return network.space.random(using: &generator).canonical
    case .shuffled:
      var generator = SplitMix64(seed: seed.derived("shuffled code \(network.key)").value)
      return network.space.random(using: &generator).canonical
    }
  }
}
