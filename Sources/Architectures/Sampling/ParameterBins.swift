/// Ranges of equal length of the number of parameters.
///
/// Training draws one uniformly before each network, so that small and large networks are trained
/// as often as those of middling size.
public struct ParameterBins: Hashable, Sendable {
  /// The range that the bins share out.
  public let range: ClosedRange<Int>
  /// The number of bins.
  public let count: Int

  /// Shares out a range; by default the one that random networks of `adwp-macro` have, in 10 [R].
  public init(_ range: ClosedRange<Int> = 260_000...2_530_000, count: Int = 10) {
    precondition(count > 0 && count <= range.count, "\(count) bins of \(range)")
    self.range = range
    self.count = count
  }

  /// A bin, from 0; every number of the range lies in exactly one.
  public func bin(_ index: Int) -> ClosedRange<Int> {
    precondition((0..<count).contains(index), "bin \(index) of \(count)")
    let start = range.lowerBound + range.count * index / count
    return start...(range.lowerBound + range.count * (index + 1) / count - 1)
  }
}
