/// A macro space in which one can search: what its networks are drawn from.
public protocol SearchSpace<Network>: Hashable, Sendable {
  /// Its networks.
  associatedtype Network: SearchableNetwork where Network.Space == Self

  /// The network with the fewest parameters.
  var smallest: Network { get }

  /// The network with the most parameters.
  var largest: Network { get }

  /// Networks among which every shared weight occurs at its largest, with every size of its kernel.
  var extremes: [Network] { get }

  /// The numbers of parameters that training draws networks from, by bins.
  var trainedParameters: ClosedRange<Int> { get }

  /// A random network: every gene is drawn uniformly from its values.
  func random(using generator: inout some RandomNumberGenerator) -> Network

  /// A random network of which some stages get their numbers of blocks first; all else is drawn uniformly.
  ///
  /// Drawn gene by gene, stages of few blocks are rare, and what stands behind them hardly ever meets their outputs
  /// [R].
  func random(
    depths: DrawnDepths, using generator: inout some RandomNumberGenerator
  ) -> Network

  /// The numbers of blocks that the last stage can have, not counting a layer that is always there.
  var lastDepths: ClosedRange<Int> { get }

  /// Of the networks with this many blocks in the last stage, the one with the most parameters.
  func largest(lastDepth: Int) -> Network

  /// Networks that together have every value of every gene equally often, as far as the space allows
  /// (FairNAS, Chu et al., 2021): each gene goes through a permutation of its values.
  func fairSet(using generator: inout some RandomNumberGenerator) -> [Network]
}

/// Which stages of a random network get their numbers of blocks before anything else is drawn.
public enum DrawnDepths: Hashable, Sendable {
  /// All, each number equally often.
  case ofEveryStage
  /// The last one, each number equally often.
  case ofLastStage
  /// The last one, always this number, of the space's `lastDepths`.
  case lastStage(Int)
}

extension SearchSpace {
  /// A random network whose parameters lie in a range that is drawn uniformly among `bins`.
  ///
  /// Of networks drawn uniformly, the first one in the range; where there is none among `tries`, the
  /// one nearest to it [R]: the outermost ranges hold one of many thousand networks.
  ///
  /// - Parameters:
  ///   - bins: The ranges, of parameters for CIFAR-10.
  ///   - tries: The largest number of networks to draw, at least 1.
  ///   - generator: What every draw comes from.
  /// - Returns: A valid network.
  public func random(
    bins: ParameterBins, tries: Int, using generator: inout some RandomNumberGenerator
  ) -> Network {
    precondition(tries > 0, "\(tries) tries")
    let bin = bins.bin(generator.index(below: bins.count))
    var nearest = random(using: &generator)
    var distance = bin.distance(to: nearest.benchmarkPlan.totalCost.parameters)
    for _ in 1..<max(tries, 2) where distance > 0 {
      let network = random(using: &generator)
      let other = bin.distance(to: network.benchmarkPlan.totalCost.parameters)
      if other < distance { (nearest, distance) = (network, other) }
    }
    return nearest
  }
}

extension ClosedRange<Int> {
  fileprivate func distance(to number: Int) -> Int {
    Swift.max(lowerBound - number, number - upperBound, 0)
  }
}
