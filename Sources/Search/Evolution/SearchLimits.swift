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
  }

  /// The network as a candidate, or nil where it is above a limit.
  public func candidate(_ network: Network) -> SearchCandidate<Network>? {
    let plan = network.plan(image: image, classes: classes)
    let cost = plan.totalCost
    guard options.maxParameters == 0 || cost.parameters <= options.maxParameters,
      options.maxMultiplyAdds == 0 || cost.multiplyAdds <= options.maxMultiplyAdds
    else { return nil }
    var seconds: Double?
    if options.maxLatency > 0 {
      let measured = latency(plan)
      guard measured * 1000 <= options.maxLatency else { return nil }
      seconds = measured
    }
    return SearchCandidate(network: network, cost: cost, latency: seconds)
  }

  /// A random network that is crossed with the smallest one until it is within the limits [R].
  ///
  /// Rejection alone, which comes first, finds hardly a network under a narrow limit.
  func shrunk(using generator: inout SplitMix64) -> Network {
    shrunk(space.random(using: &generator), using: &generator)
  }

  /// A network that is crossed with the smallest one until it is within the limits, eight times at most [R].
  public func shrunk(_ network: Network, using generator: inout SplitMix64) -> Network {
    var network = network
    for _ in 0..<8 where candidate(network.canonical) == nil {
      network = network.crossed(with: space.smallest, using: &generator)
    }
    return network
  }
}

/// A network that may be evaluated.
public struct SearchCandidate<Network: SearchableNetwork>: Codable, Hashable {
  /// In its canonical form.
  public var network: Network
  /// At its own width.
  public var cost: Cost
  /// Seconds, where there is a limit.
  public var latency: Double?
}
