/// A network of a macro space in which one can search.
///
/// `ADWPNetwork` and `NASBenchMacroNetwork` conform; whatever trains shared or predicted weights and
/// searches with them needs nothing else of a network than this, and of its space than `SearchSpace`.
public protocol SearchableNetwork: InvertedResidualNetwork, EvolvableNetwork {
  /// What its networks have in common.
  associatedtype Space: SearchSpace where Space.Network == Self

  /// The space that it is a network of.
  var space: Space { get }

  /// The numbers of every block, in [0, 1] and as many for each, of the network as it stands.
  var encoding: [[Float]] { get }

  /// The prefix of the names of the weights that a block takes from weights shared by all networks.
  ///
  /// Blocks with the same prefix crop the same weights; blocks with different ones share nothing.
  func weightScope(ofBlock index: Int, sharing: WeightSharing) -> String

  /// The number of blocks of the last stage, in the space's `lastDepths`.
  var lastDepth: Int { get }
}

extension SearchableNetwork {
  /// The plan for CIFAR-10.
  public var benchmarkPlan: MacroPlan {
    plan(image: ImageShape(channels: 3, height: 32, width: 32), classes: 10)
  }
}
