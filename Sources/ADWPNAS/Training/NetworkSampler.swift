package import Architectures
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
}

/// The stochastic encodings of the paper: an endless sequence of random networks.
///
/// A network depends on the seed and its number alone.
package struct NetworkSampler<Network: SearchableNetwork> {
  private let sampling: NetworkSampling
  private let bins: ParameterBins
  private let tries: Int
  private let isCanonical: Bool
  private let lastDepth: Int?
  private let seed: Seed

  /// Sets up the sequence.
  ///
  /// - Parameters:
  ///   - sampling: How networks are drawn.
  ///   - bins: Of `bins`, how many ranges there are.
  ///   - tries: Of `bins`, most networks drawn for one.
  ///   - isCanonical: Whether networks are brought into their canonical forms.
  ///   - lastDepth: Of every network, the blocks of the last stage, all else being drawn uniformly; nil to draw as
  ///     `sampling` says.
  ///   - seed: Decides the sequence.
  package init(
    _ sampling: NetworkSampling, bins: Int, tries: Int, isCanonical: Bool, lastDepth: Int? = nil,
    seed: Seed
  ) {
    self.sampling = sampling
    self.bins = ParameterBins(Network.trainedParameters, count: bins)
    self.tries = tries
    self.isCanonical = isCanonical
    self.lastDepth = lastDepth
    self.seed = seed
  }

  /// The network of a number, from 0.
  package func network(_ number: Int) -> Network {
    let network = drawn(number)
    return isCanonical ? network.canonical : network
  }

  private func drawn(_ number: Int) -> Network {
    var generator = generator(number)
    if let lastDepth { return .random(depths: .lastStage(lastDepth), using: &generator) }
    switch sampling {
    case .uniform: return .random(using: &generator)
    case .depths: return .random(depths: .ofEveryStage, using: &generator)
    case .lastDepth: return .random(depths: .ofLastStage, using: &generator)
    case .bins: return .random(bins: bins, tries: tries, using: &generator)
    case .fair:
      // All sets are of the same size.
      generator = self.generator(0)
      let size = Network.fairSet(using: &generator).count
      generator = self.generator(number / size)
      return Network.fairSet(using: &generator)[number % size]
    }
  }

  private func generator(_ number: Int) -> SplitMix64 {
    SplitMix64(seed: seed.derived("network", number).value)
  }
}
