/// A block of an `ADWPNetwork`: an inverted residual.
public struct ADWPBlock: Hashable, Codable, Sendable {
  /// One kernel, or two that filter half of the hidden channels each.
  public enum Kernels: String, Codable, Hashable, Sendable, CaseIterable {
    /// 3x3.
    case k3 = "3"
    /// 5x5.
    case k5 = "5"
    /// 7x7.
    case k7 = "7"
    /// 3x3 and 5x5 side by side.
    case k3k5 = "3+5"
    /// 3x3 and 7x7 side by side.
    case k3k7 = "3+7"
    /// 5x5 and 7x7 side by side.
    case k5k7 = "5+7"

    /// The sides of the kernels, ascending.
    public var sizes: [Int] {
      switch self {
      case .k3: [3]
      case .k5: [5]
      case .k7: [7]
      case .k3k5: [3, 5]
      case .k3k7: [3, 7]
      case .k5k7: [5, 7]
      }
    }
  }

  /// How many times more channels than its input has a block hides.
  public enum Expansion: Int, Codable, Hashable, Sendable, CaseIterable {
    /// 2 times.
    case x2 = 2
    /// 3 times.
    case x3 = 3
    /// 4 times.
    case x4 = 4
    /// 5 times.
    case x5 = 5
    /// 6 times.
    case x6 = 6
  }

  /// The depthwise kernels.
  public var kernels: Kernels
  /// The expansion.
  public var expansion: Expansion
  /// Whether the block has squeeze-and-excitation.
  public var squeezeExcitation: Bool

  /// A block of these genes.
  public init(kernels: Kernels, expansion: Expansion, squeezeExcitation: Bool) {
    self.kernels = kernels
    self.expansion = expansion
    self.squeezeExcitation = squeezeExcitation
  }
}
