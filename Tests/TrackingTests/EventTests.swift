import Foundation
import Testing

@testable import Tracking

/// What a run tells its recorders.
struct EventTests {
  private let stage = StageName("counting", title: "Counting")

  private func step(_ step: Int, epoch: Int = 1, seconds: Double = 2) -> StepEvent {
    StepEvent(
      stage: stage, epoch: epoch, epochs: 3, step: step, stepsPerEpoch: 4, images: 10 * step,
      seconds: seconds)
  }

  private func epoch(_ values: [String: Double] = [:], columns: [EpochColumn] = []) -> RunEvent {
    let record = EpochRecord(
      stage: "counting", epoch: 2, loss: 0.5, accuracy: 0.75, values: values, seconds: 4,
      imagesPerSecond: 10)
    return .epoch(EpochEvent(stage: stage, epochs: 3, record: record, columns: columns))
  }

  /// The compiler agrees that events go to other threads.
  @Test func eventsGoToOtherThreads() async {
    func sent<Value: Sendable & Hashable>(_ value: Value) async -> Value {
      await Task.detached { value }.value
    }
    for event in [
      .stageStarted(stage, epochs: 3, stepsPerEpoch: 4), .step(step(1)), epoch(["value": 1]),
      .evaluation(name: "network", done: 1, count: 2), .note("A note"),
      .download(address: "https://example.org", received: 1, total: 2),
    ] as [RunEvent] {
      #expect(await sent(event) == event)
    }
  }

  @Test(arguments: [(1, 1, 22.0), (4, 1, 4.0), (2, 3, 2.0), (4, 3, 0.0)])
  func theTimeLeftIsThatOfTheStepsLeft(step number: Int, epoch: Int, left: Double) {
    #expect(step(number, epoch: epoch).secondsLeft == left)
    #expect(step(number).imagesPerSecond == 5 * Double(number))
  }

  @Test func columnsAreTextsOfWhatIsThere() {
    let half = EpochColumn.Value("half", label: "one", format: .percent(decimals: 0))
    let third = EpochColumn.Value("third", label: "two", format: .percent(decimals: 2))
    let values = ["half": 0.5, "third": 1 / 3.0, "other": 7]
    #expect(EpochColumn(of: [third]).text(of: values) == "two 33.33 %")
    #expect(
      EpochColumn("kept", of: [half, third]).text(of: values) == "kept: one 50 %, two 33.33 %")
    #expect(EpochColumn("kept", of: [half, third]).text(of: ["half": 0.5]) == nil)
  }

  @Test func onlyEpochsGoToTheMetrics() throws {
    try withTemporaryFolder { url in
      let folder = RunFolder(url)
      let recorder = MetricsRecorder(folder)
      for event in [.note("A note"), .step(step(1)), epoch(["value": 1])] as [RunEvent] {
        try recorder.record(event)
      }
      #expect(!recorder.wantsMeasuredSteps)
      let records = try folder.readMetrics()
      #expect(records.map(\.epoch) == [2] && records.map(\.values) == [["value": 1]])
    }
  }

  @Test func anObserverIsGivenEveryEvent() {
    var seen: [RunEvent] = []
    let observer = EventObserver(wantsMeasuredSteps: true) { seen.append($0) }
    observer.record(.note("A note"))
    #expect(seen == [.note("A note")])
    #expect(observer.wantsMeasuredSteps)
    #expect(!EventObserver { _ in }.wantsMeasuredSteps)
  }
}
