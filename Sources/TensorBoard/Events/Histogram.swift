internal import SwiftProtobuf

extension TBSummary.Value {
  /// How often numbers are how large.
  ///
  /// - Parameters:
  ///   - tag: Under which they stand.
  ///   - values: The numbers, in any order.
  /// - Returns: A value with their histogram; nil where there are none that are finite.
  static func histogram(_ tag: String, of values: [Double]) -> Self? {
    TBHistogramProto(of: values.filter(\.isFinite)).map { histogram in
      .with {
        $0.tag = tag
        $0.histo = histogram
      }
    }
  }
}

extension TBHistogramProto {
  /// As many as TensorBoard draws.
  private static let buckets = 30

  /// Counts finite numbers in buckets of the same width; in a single one where all are equal.
  fileprivate init?(of values: [Double]) {
    guard let least = values.min(), let most = values.max() else { return nil }
    self.init()
    (min, max, num) = (least, most, Double(values.count))
    sum = values.reduce(0, +)
    sumSquares = values.reduce(0) { $0 + $1 * $1 }
    let width = (most - least) / Double(Self.buckets)
    guard width > 0, width.isFinite else {
      (bucketLimit, bucket) = ([most], [num])
      return
    }
    bucketLimit = (1..<Self.buckets).map { least + width * Double($0) } + [most]
    bucket = Array(repeating: 0, count: Self.buckets)
    for value in values {
      bucket[Swift.min(Int((value - least) / width), Self.buckets - 1)] += 1
    }
  }
}
