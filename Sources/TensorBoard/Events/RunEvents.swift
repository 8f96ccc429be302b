internal import SwiftProtobuf
internal import Tracking

/// The events of a run in their order, each with its time.
///
/// They depend on what they are made of alone: the same run has the same events, whenever they are made.
struct RunEvents {
  private let configuration: RunConfiguration
  /// When the run began, in seconds since 1970.
  private let start: Double
  /// When the last event was: the run's beginning and the seconds that its epochs took.
  private var time: Double
  /// How many there were.
  private(set) var epochs = 0

  /// The events of a run that began so many seconds after 1970.
  init(of configuration: RunConfiguration, start: Double) {
    self.configuration = configuration
    self.start = start
    time = start
  }

  /// What every file begins with: the version of its format, and the hyperparameters.
  func opening() throws -> [TBEvent] {
    [
      .with {
        $0.wallTime = start
        $0.fileVersion = "brain.Event:2"
      },
      try .with {
        $0.wallTime = start
        $0.summary.value = [
          try .experiment(of: configuration), try .sessionStart(of: configuration, at: start),
        ]
      },
    ]
  }

  /// What was measured in an epoch; to be asked for once for each, in order.
  mutating func epoch(_ record: EpochRecord, snapshot: SearchSnapshot?) -> TBEvent {
    time += record.seconds.isFinite ? max(0, record.seconds) : 0
    epochs += 1
    return .with {
      $0.wallTime = time
      $0.step = Int64(record.epoch)
      $0.summary.value = record.scalars + (snapshot?.histograms ?? []) + (snapshot?.images ?? [])
    }
  }

  /// What was found; the last event of a complete run.
  mutating func end(_ summary: Summary) throws -> TBEvent {
    time = max(time, start + (summary.seconds["total"] ?? 0))
    return try .with {
      $0.wallTime = time
      $0.summary.value =
        TestMetric.allCases.map { .scalar($0.tag, $0.value(in: summary)) }
        + [try .sessionEnd(at: time)]
    }
  }
}
