public import Architectures

/// Where the candidates of a search come from.
public struct CandidateSource<Network: EvolvableNetwork> {
  /// Draws any network.
  let random: (inout SplitMix64) -> Network
  /// Draws a network by a way that keeps to the limits where it can.
  let fitted: (inout SplitMix64) -> Network
  /// A network in its canonical form as a candidate; nil for one that may not be evaluated.
  let candidate: (Network) -> SearchCandidate<Network>?
  /// Changes a network in one place; nil where genes mutate by a probability.
  let neighbor: ((Network, inout SplitMix64) -> Network)?

  /// A source of such functions.
  ///
  /// - Parameters:
  ///   - random: Draws any network.
  ///   - fitted: Draws a network by a way that keeps to the limits where it can.
  ///   - candidate: Gives a network in its canonical form its cost; nil where it may not be evaluated.
  ///   - neighbor: Changes a network in one place, for the mutants of regularised evolution.
  public init(
    random: @escaping (inout SplitMix64) -> Network,
    fitted: @escaping (inout SplitMix64) -> Network,
    candidate: @escaping (Network) -> SearchCandidate<Network>?,
    neighbor: ((Network, inout SplitMix64) -> Network)? = nil
  ) {
    self.random = random
    self.fitted = fitted
    self.candidate = candidate
    self.neighbor = neighbor
  }
}

/// A network that may be evaluated.
public struct SearchCandidate<Network: EvolvableNetwork>: Codable, Hashable {
  /// In its canonical form.
  public var network: Network
  /// At its own width.
  public var cost: Cost
  /// Seconds, where there is a limit.
  public var latency: Double?

  /// A candidate of such a cost.
  public init(network: Network, cost: Cost, latency: Double? = nil) {
    (self.network, self.cost, self.latency) = (network, cost, latency)
  }
}
