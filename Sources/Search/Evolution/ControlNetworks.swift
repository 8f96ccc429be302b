public import Architectures
internal import Training

/// Random networks with about as many parameters as the one that a search found: what they reach is what the search has
/// to beat.
public struct ControlNetworks<Network: SearchableNetwork> {
  /// How far their parameters may lie from those of the network that was found, as a share.
  public static var tolerance: Double { 0.1 }

  /// What was drawn, in order.
  public private(set) var candidates: [SearchCandidate<Network>] = []

  /// Draws networks within the limits; they differ from each other and from the one that was found.
  ///
  /// - Parameters:
  ///   - count: How many; a small space may have fewer.
  ///   - found: The network whose size they have.
  ///   - limits: What is rejected; latencies should not be among them, which are not reproducible.
  ///   - tries: Networks drawn for one; where none is within the tolerance, the nearest is taken.
  ///   - seed: Of the run.
  public init(
    _ count: Int, like found: SearchCandidate<Network>, limits: SearchLimits<Network>,
    tries: Int = 1000, seed: Seed
  ) {
    var seen: Set = [found.network]
    func distance(_ candidate: SearchCandidate<Network>) -> Double {
      abs(Double(candidate.cost.parameters) / Double(found.cost.parameters) - 1)
    }
    for number in 0..<count {
      var generator = SplitMix64(seed: seed.derived("control network", number).value)
      var nearest: SearchCandidate<Network>?
      for _ in 0..<tries {
        let network = limits.fitted(using: &generator).canonical
        guard !seen.contains(network), let candidate = limits.candidate(network) else { continue }
        if nearest.map({ distance(candidate) < distance($0) }) ?? true { nearest = candidate }
        if distance(candidate) <= Self.tolerance { break }
      }
      guard let nearest else { return }
      seen.insert(nearest.network)
      candidates.append(nearest)
    }
  }
}
