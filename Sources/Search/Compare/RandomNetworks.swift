package import Architectures

/// Random networks that nearly use up a limit: what a search has to beat is chance of its own size.
package struct RandomNetworks {
  private let space: ADWPSpace
  private let limit: CostLimit
  private let image: ImageShape
  private let classes: Int

  /// How much of a limit a network uses at least, if one does among so many tries.
  private static let leastShare = 0.8
  private static let tries = 1000

  /// Of the compact space that lies around a limit.
  package init(within limit: CostLimit, image: ImageShape, classes: Int) {
    space = .compact(
      maxMultiplyAdds: limit.multiplyAdds ?? 0, maxParameters: limit.parameters ?? 0, image: image,
      classes: classes,
      stemStride: max(image.height, image.width) > 32 ? 2 : 1)
    (self.limit, self.image, self.classes) = (limit, image, classes)
  }

  /// The network of a seed.
  ///
  /// - Returns: Of networks drawn uniformly, the first within the limit that uses 80 % of it, or the one that uses most.
  ///   Where none of 1000 is within it, each is crossed with the smallest one until it is, like candidates of a search;
  ///   nil where the smallest one is not.
  package func network(seed: Seed) -> Architecture? {
    let limits = limits
    var generator = SplitMix64(seed: seed.derived("random network").value)
    var best: (network: ADWPNetwork, share: Double)?
    for isShrunk in [false, true] {
      for _ in 0..<Self.tries {
        let drawn = space.random(using: &generator)
        let network = (isShrunk ? limits.shrunk(drawn, using: &generator) : drawn).canonical
        let share = limit.share(of: network.cost(image: image, classes: classes))
        guard share <= 1, share > best?.share ?? -1 else { continue }
        best = (network, share)
        if share >= Self.leastShare { break }
      }
      if best != nil { break }
    }
    return best?.network.architecture
  }

  private var limits: SearchLimits<ADWPNetwork> {
    var options = SearchOptions()
    options.maxMultiplyAdds = limit.multiplyAdds ?? 0
    options.maxParameters = limit.parameters ?? 0
    return SearchLimits(
      space, image: image, classes: classes, options: options, latency: { _ in 0 })
  }

  /// The smallest network that may be drawn.
  package var smallest: Architecture { space.smallest.architecture }
}

extension CostLimit {
  /// How much of the limit is used, of the number that comes nearest to it; 1 where nothing is limited.
  fileprivate func share(of cost: Cost) -> Double {
    let shares = [(cost.parameters, parameters), (cost.multiplyAdds, multiplyAdds)]
      .compactMap { value, limit in limit.map { Double(value) / Double($0) } }
    return shares.max() ?? 1
  }
}
