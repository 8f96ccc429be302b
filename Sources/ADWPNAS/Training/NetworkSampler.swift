package import Architectures
package import Search
internal import Training

/// How training draws its networks [R].
package enum NetworkSampling: String, Choice, Sendable {
  /// Every gene uniformly from its values.
  case uniform
  /// The number of blocks of every stage first, all else uniformly.
  case depths
  /// The number of blocks of the last stage first, all else uniformly.
  case lastDepth = "last-depth"
  /// A range of parameters first, then a network that lies in it.
  case bins
  /// Sets of networks that together have every value of every gene equally often (FairNAS).
  case fair

  /// Whether a network is drawn for itself, so that another one may be drawn in its place.
  var isOfSingleNetworks: Bool {
    switch self {
    case .uniform, .depths, .lastDepth: true
    case .bins, .fair: false
    }
  }
}

/// The stochastic encodings of the paper: an endless sequence of random networks.
///
/// A network depends on the seed and its number alone.
package struct NetworkSampler<Network: SearchableNetwork> {
  private let space: Network.Space
  private let sampling: NetworkSampling
  private let bins: ParameterBins
  private let tries: Int
  private let isCanonical: Bool
  private let lastDepth: Int?
  private let limits: SearchLimits<Network>?
  private let seed: Seed

  /// Sets up the sequence.
  ///
  /// - Parameters:
  ///   - space: What they are drawn from.
  ///   - sampling: How networks are drawn.
  ///   - bins: Of `bins`, how many ranges there are.
  ///   - tries: Of `bins` and with limits, most networks drawn for one.
  ///   - isCanonical: Whether networks are brought into their canonical forms.
  ///   - lastDepth: Of every network, the blocks of the last stage, all else being drawn uniformly; nil to draw as
  ///     `sampling` says.
  ///   - limits: What networks keep to; nil for nothing.
  ///   - seed: Decides the sequence.
  package init(
    _ space: Network.Space, _ sampling: NetworkSampling, bins: Int, tries: Int, isCanonical: Bool,
    lastDepth: Int? = nil,
    limits: SearchLimits<Network>? = nil, seed: Seed
  ) {
    self.space = space
    self.sampling = sampling
    let parameters = space.trainedParameters
    self.bins = ParameterBins(parameters, count: min(bins, parameters.count))
    self.tries = tries
    self.isCanonical = isCanonical
    self.lastDepth = lastDepth
    self.limits = limits
    self.seed = seed
  }

  /// The network of a number, from 0.
  package func network(_ number: Int) -> Network {
    var generator = generator(number)
    let network = limited(number, using: &generator)
    return isCanonical ? network.canonical : network
  }

  /// The first of some draws that keeps to the limits; where none does, one that is brought within them, at
  /// worst the smallest [D].
  private func limited(_ number: Int, using generator: inout SplitMix64) -> Network {
    guard let limits else { return drawn(number, using: &generator) }
    func keeps(_ network: Network) -> Bool { limits.candidate(network.canonical) != nil }
    var network = drawn(number, using: &generator)
    for _ in 1..<max(tries, 2) {
      if keeps(network) { return network }
      network = drawn(number, using: &generator)
    }
    network = limits.fitted(network, using: &generator)
    return keeps(network) ? network : space.smallest
  }

  private func drawn(_ number: Int, using generator: inout SplitMix64) -> Network {
    if let lastDepth { return space.random(depths: .lastStage(lastDepth), using: &generator) }
    switch sampling {
    case .uniform: return space.random(using: &generator)
    case .depths: return space.random(depths: .ofEveryStage, using: &generator)
    case .lastDepth: return space.random(depths: .ofLastStage, using: &generator)
    case .bins: return space.random(bins: bins, tries: tries, using: &generator)
    case .fair:
      // All sets are of the same size.
      var first = self.generator(0)
      let size = space.fairSet(using: &first).count
      generator = self.generator(number / size)
      return space.fairSet(using: &generator)[number % size]
    }
  }

  private func generator(_ number: Int) -> SplitMix64 {
    SplitMix64(seed: seed.derived("network", number).value)
  }
}
