/// A network of a macro space in which one can search.
///
/// `ADWPNetwork` and `NASBenchMacroNetwork` conform; whatever trains shared or predicted weights and
/// searches with them needs nothing else of a space.
public protocol SearchableNetwork: InvertedResidualNetwork {
  /// The same network in the form that stands for all of its forms.
  var canonical: Self { get }

  /// The numbers of every block, in [0, 1] and as many for each, of the network as it stands.
  var encoding: [[Float]] { get }

  /// The prefix of the names of the weights that a block takes from weights shared by all networks.
  ///
  /// Blocks with the same prefix crop the same weights; blocks with different ones share nothing.
  func weightScope(ofBlock index: Int, sharing: WeightSharing) -> String

  /// The network with the fewest parameters.
  static var smallest: Self { get }

  /// The network with the most parameters.
  static var largest: Self { get }

  /// Networks among which every shared weight occurs at its largest, with every size of its kernel.
  static var extremes: [Self] { get }

  /// The numbers of parameters that training draws networks from, by bins.
  static var trainedParameters: ClosedRange<Int> { get }

  /// A random network: every gene is drawn uniformly from its values.
  static func random(using generator: inout some RandomNumberGenerator) -> Self

  /// A random network of which some stages get their numbers of blocks first; all else is drawn uniformly.
  ///
  /// Drawn gene by gene, stages of few blocks are rare, and what stands behind them hardly ever meets their outputs
  /// [R].
  static func random(
    depths: DrawnDepths, using generator: inout some RandomNumberGenerator
  ) -> Self

  /// The numbers of blocks that the last stage can have, not counting a layer that is always there.
  static var lastDepths: ClosedRange<Int> { get }

  /// The number of blocks of the last stage, in `lastDepths`.
  var lastDepth: Int { get }

  /// Of the networks with this many blocks in the last stage, the one with the most parameters.
  static func largest(lastDepth: Int) -> Self

  /// Networks that together have every value of every gene equally often, as far as the space allows
  /// (FairNAS, Chu et al., 2021): each gene goes through a permutation of its values.
  static func fairSet(using generator: inout some RandomNumberGenerator) -> [Self]

  /// A mutant: every gene is drawn anew with the given probability.
  func mutated(probability: Double, using generator: inout some RandomNumberGenerator) -> Self

  /// A child: every gene comes from either parent alike.
  func crossed(with other: Self, using generator: inout some RandomNumberGenerator) -> Self
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

extension SearchableNetwork {
  /// The plan for CIFAR-10.
  public var benchmarkPlan: MacroPlan {
    plan(image: ImageShape(channels: 3, height: 32, width: 32), classes: 10)
  }

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
  public static func random(
    bins: ParameterBins, tries: Int, using generator: inout some RandomNumberGenerator
  ) -> Self {
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
