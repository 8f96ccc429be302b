/// The size of a network or of a part of it.
///
/// Multiply-adds are those of convolutions and linear layers for one image; batch norm, pooling and
/// additions are not counted, as is usual.
public struct Cost: Hashable, Codable, Sendable {
  /// The number of learned numbers.
  public var parameters: Int
  /// The number of multiply-adds for one image.
  public var multiplyAdds: Int

  /// No cost.
  public static let zero = Cost(parameters: 0, multiplyAdds: 0)

  /// A cost of `parameters` learned numbers and `multiplyAdds` multiply-adds.
  public init(parameters: Int, multiplyAdds: Int) {
    self.parameters = parameters
    self.multiplyAdds = multiplyAdds
  }

  /// The cost of a linear layer with bias.
  public static func linear(inputs: Int, outputs: Int) -> Cost {
    Cost(parameters: inputs * outputs + outputs, multiplyAdds: inputs * outputs)
  }

  /// The cost of an affine batch norm: a scale and a shift for each channel.
  public static func affineBatchNorm(channels: Int) -> Cost {
    Cost(parameters: 2 * channels, multiplyAdds: 0)
  }

  /// The cost of both parts; far beyond any network in use, it stays at the largest number.
  public static func + (left: Cost, right: Cost) -> Cost {
    func sum(_ left: Int, _ right: Int) -> Int {
      let (sum, overflow) = left.addingReportingOverflow(right)
      return overflow ? .max : sum
    }
    return Cost(
      parameters: sum(left.parameters, right.parameters),
      multiplyAdds: sum(left.multiplyAdds, right.multiplyAdds))
  }

  /// Adds the cost of a part.
  public static func += (left: inout Cost, right: Cost) {
    left = left + right
  }

  /// The cost of `count` equal parts.
  public static func * (count: Int, cost: Cost) -> Cost {
    Cost(parameters: count * cost.parameters, multiplyAdds: count * cost.multiplyAdds)
  }
}
