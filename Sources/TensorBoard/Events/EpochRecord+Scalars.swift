internal import SwiftProtobuf
internal import Tracking

extension EpochRecord {
  /// A scalar for everything that was measured, under `STAGE/KEY`; equal records give equal ones, in the same order.
  var scalars: [TBSummary.Value] {
    let own = [
      ("loss", loss), ("accuracy", accuracy), ("imagesPerSecond", imagesPerSecond),
      ("seconds", seconds),
    ]
    return (own + values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
      .map { .scalar("\(stage)/\($0)", $1) }
  }
}

extension TBSummary.Value {
  /// A number of a curve.
  static func scalar(_ tag: String, _ value: Double) -> Self {
    .with {
      $0.tag = tag
      $0.simpleValue = Float(value)
    }
  }
}
