internal import Architectures

/// The figures of a ranking; those that are not defined are null in JSON.
struct RankEstimates: Encodable {
  private let estimates: [RankStatistic: RankEstimate]

  init(_ estimates: [RankStatistic: RankEstimate]) { self.estimates = estimates }

  /// The figure; nil where it is not defined, such as a tau of equal scores.
  subscript(statistic: RankStatistic) -> RankEstimate? { estimates[statistic] }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    for statistic in RankStatistic.allCases {
      try container.encode(self[statistic], forKey: Key(stringValue: statistic.rawValue))
    }
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
