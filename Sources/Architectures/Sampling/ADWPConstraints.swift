/// What a network of `adwp-macro` has to keep to; nil is no limit.
public struct ADWPConstraints: Sendable {
  /// A limit of the time that a network takes on some machine.
  public struct Latency: Sendable {
    /// The times that are allowed, in seconds.
    public var seconds: ClosedRange<Double>
    /// Gives the time of a network in seconds: a measurement or a model of one.
    public var measure: @Sendable (ADWPNetwork) -> Double

    /// Allows networks whose `measure` lies in `seconds`.
    public init(
      seconds: ClosedRange<Double>, measure: @escaping @Sendable (ADWPNetwork) -> Double
    ) {
      self.seconds = seconds
      self.measure = measure
    }
  }

  /// The allowed numbers of parameters.
  public var parameters: ClosedRange<Int>?
  /// The allowed numbers of multiply-adds for one image.
  public var multiplyAdds: ClosedRange<Int>?
  /// The allowed times.
  public var latency: Latency?
  /// The shape of the images for which costs are counted.
  public var image: ImageShape
  /// The number of classes for which costs are counted.
  public var classes: Int

  /// Constraints for images and classes, by default those of CIFAR-10.
  public init(
    parameters: ClosedRange<Int>? = nil,
    multiplyAdds: ClosedRange<Int>? = nil,
    latency: Latency? = nil,
    image: ImageShape = ImageShape(channels: 3, height: 32, width: 32),
    classes: Int = 10
  ) {
    self.parameters = parameters
    self.multiplyAdds = multiplyAdds
    self.latency = latency
    self.image = image
    self.classes = classes
  }

  /// Whether a network keeps to all of them; its time is asked for last, and only where it matters.
  public func allow(_ network: ADWPNetwork) -> Bool { allow(network, parameters: nil) }

  /// As `allow(_:)`, with another range of parameters that the network has to lie in too.
  func allow(_ network: ADWPNetwork, parameters bin: ClosedRange<Int>?) -> Bool {
    if parameters != nil || multiplyAdds != nil || bin != nil {
      let cost = network.plan(image: image, classes: classes).totalCost
      guard parameters?.contains(cost.parameters) ?? true, bin?.contains(cost.parameters) ?? true,
        multiplyAdds?.contains(cost.multiplyAdds) ?? true
      else { return false }
    }
    return latency.map { $0.seconds.contains($0.measure(network)) } ?? true
  }

  /// The constraints in words.
  func description(parameters bin: ClosedRange<Int>?) -> String {
    let windows = [
      parameters.map { "parameters \($0)" },
      bin.map { "the bin of parameters \($0)" },
      multiplyAdds.map { "multiply-adds \($0)" },
      latency.map { "seconds \($0.seconds)" },
    ].compactMap(\.self)
    return windows.isEmpty ? "no limits" : windows.joined(separator: ", ")
  }
}
