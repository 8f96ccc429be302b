public import Architectures

/// What the searched network has to keep to.
public struct SearchLimits<Network: SearchableNetwork> {
  /// What networks are drawn from.
  public let space: Network.Space
  private let image: ImageShape
  private let classes: Int
  private let options: SearchOptions
  /// Seconds of a plan on this machine.
  private let latency: (MacroPlan) -> Double
  /// Of the network with the most parameters.
  private let largest: Cost

  /// Limits for networks for some images and classes, at their own width.
  ///
  /// - Parameters:
  ///   - space: What networks are drawn from.
  ///   - image: The shape of an input image.
  ///   - classes: The number of classes.
  ///   - options: The limits.
  ///   - latency: Measures a plan in seconds; asked only where there is a limit.
  public init(
    _ space: Network.Space, image: ImageShape, classes: Int, options: SearchOptions,
    latency: @escaping (MacroPlan) -> Double
  ) {
    self.space = space
    self.image = image
    self.classes = classes
    self.options = options
    self.latency = latency
    largest = space.largest.plan(image: image, classes: classes).totalCost
  }

  /// The network as a candidate, or nil where it is above a limit or uses too little of all of them.
  public func candidate(_ network: Network) -> SearchCandidate<Network>? {
    let plan = network.plan(image: image, classes: classes)
    let cost = plan.totalCost
    guard side(of: cost) == .within else { return nil }
    var seconds: Double?
    if options.maxLatency > 0 {
      let measured = latency(plan)
      guard measured * 1000 <= options.maxLatency else { return nil }
      seconds = measured
    }
    return SearchCandidate(network: network, cost: cost, latency: seconds)
  }

  /// A random network that is brought within the limits.
  ///
  /// Rejection alone, which comes first, finds hardly a network under narrow limits.
  func fitted(using generator: inout SplitMix64) -> Network {
    fitted(space.random(using: &generator), using: &generator)
  }

  /// A network that is brought within the limits by halving [R].
  ///
  /// It is crossed with a network on the other side of them, at first the smallest or the largest one, until a child is
  /// within them. After eight children a random network is tried instead, 16 times at most.
  public func fitted(_ network: Network, using generator: inout SplitMix64) -> Network {
    var network = network
    for _ in 0..<16 {
      var (below, above) = (space.smallest, space.largest)
      for _ in 0..<8 {
        let side = side(of: network.canonical.cost(image: image, classes: classes))
        if side == .within, candidate(network.canonical) != nil { return network }
        if side == .below {
          below = network
          network = network.crossed(with: above, using: &generator)
        } else {
          // What keeps to all but the latency is above that.
          above = network
          network = network.crossed(with: below, using: &generator)
        }
      }
      network = space.random(using: &generator)
    }
    return network
  }

  private enum Side { case below, within, above }

  /// Where a network lies by what it costs; a limit of latency has no lower end.
  private func side(of cost: Cost) -> Side {
    let limits = [
      (cost.parameters, options.maxParameters, largest.parameters),
      (cost.multiplyAdds, options.maxMultiplyAdds, largest.multiplyAdds),
    ].filter { $0.1 > 0 }
    if limits.contains(where: { $0.0 > $0.1 }) { return .above }
    let usesEnough = limits.contains { cost, limit, largest in
      Double(cost) >= options.minBudgetShare * Double(min(limit, largest))
    }
    return usesEnough || limits.isEmpty ? .within : .below
  }
}

extension SearchLimits {
  /// Where the candidates of a search come from: the space, within the limits.
  public var source: CandidateSource<Network> {
    CandidateSource(
      random: { space.random(using: &$0) }, fitted: { fitted(using: &$0) },
      candidate: { candidate($0) })
  }
}
