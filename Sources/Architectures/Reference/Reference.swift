/// A network that one would write by hand, of any width: what a search has to beat.
///
/// The raw values are its names on command lines.
public enum Reference: String, Codable, CaseIterable, Hashable, Sendable {
  /// Inverted residuals in two stages.
  case mobilenet
  /// Inverted residuals in three stages.
  case mobilenet3
  /// Three convolutions and two pools.
  case plain
  /// The residual network of 20 layers for CIFAR.
  case resnet

  /// What `width` can be.
  public static let widths = 1...2048
  /// The width where nothing is said of it: that of the residual network for CIFAR.
  public static let usualWidth = 16

  /// The network of a width.
  ///
  /// - Parameter width: The channels of its first stage, in `widths`.
  /// - Returns: The network.
  /// - Throws: `ArchitectureError` for a width out of its range.
  public func network(width: Int) throws(ArchitectureError) -> Architecture {
    switch self {
    case .mobilenet: Architecture(try MobileNetwork(width: width, stages: 2))
    case .mobilenet3: Architecture(try MobileNetwork(width: width, stages: 3))
    case .plain: Architecture(try PlainNetwork(width: width))
    case .resnet: Architecture(try ResidualNetwork(width: width, depth: 20))
    }
  }

  /// The widest network that keeps to a limit.
  ///
  /// Complexity: eleven costs, for both numbers grow with the width.
  ///
  /// - Parameters:
  ///   - limit: What it may cost.
  ///   - image: The shape of an input image.
  ///   - classes: The number of classes.
  /// - Returns: The network, of at most the widest of `widths`; nil where not even the narrowest one keeps to it.
  public func widest(
    within limit: CostLimit, image: ImageShape, classes: Int
  ) -> Architecture? {
    func fitting(_ width: Int) -> Architecture? {
      guard let network = try? network(width: width),
        limit.allows(network.cost(image: image, classes: classes))
      else { return nil }
      return network
    }
    guard var best = fitting(Self.widths.lowerBound) else { return nil }
    // Widths from `first` on may fit; those from `end` on do not.
    var (first, end) = (Self.widths.lowerBound + 1, Self.widths.upperBound + 1)
    while first < end {
      let middle = first + (end - first) / 2
      if let network = fitting(middle) {
        (best, first) = (network, middle + 1)
      } else {
        end = middle
      }
    }
    return best
  }
}
