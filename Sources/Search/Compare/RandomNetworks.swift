package import Architectures

/// Random networks that nearly use up a limit: what a search has to beat is chance of its own size.
package struct RandomNetworks {
  private let space: ADWPSpace
  private let limit: CostLimit
  private let image: ImageShape
  private let classes: Int

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
  /// - Returns: The first within the limit that uses 80 % of it, of 1000 networks drawn uniformly, else of 1000 that are
  ///   brought there like candidates of a search; where there is none, one that uses less. Nil where not even the
  ///   smallest one is within the limit.
  package func network(seed: Seed) -> Architecture? {
    var generator = SplitMix64(seed: seed.derived("random network").value)
    for limits in [limits(leastShare: 0.8), limits(leastShare: 0)] {
      for isFitted in [false, true] {
        for _ in 0..<Self.tries {
          let drawn = space.random(using: &generator)
          let network = (isFitted ? limits.fitted(drawn, using: &generator) : drawn).canonical
          if limits.candidate(network) != nil { return network.architecture }
        }
      }
    }
    return nil
  }

  private func limits(leastShare: Double) -> SearchLimits<ADWPNetwork> {
    var options = SearchOptions()
    options.maxMultiplyAdds = limit.multiplyAdds ?? 0
    options.maxParameters = limit.parameters ?? 0
    options.minBudgetShare = leastShare
    return SearchLimits(
      space, image: image, classes: classes, options: options, latency: { _ in 0 })
  }

  /// The smallest network that may be drawn.
  package var smallest: Architecture { space.smallest.architecture }
}
