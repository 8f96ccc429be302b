import Architectures
import Foundation
import HMNAS
import Search
import TestSupport
import Testing
import Torch
import Tracking

@testable import Training

/// A stage that goes on from a checkpoint is the same to the last bit as one that was never stopped.
struct StageResumeTests {
  enum Kind: CaseIterable {
    case firstOrder, secondOrder, masking, budget, tuning

    private func bounded(_ options: HMNASOptions) -> HMNASOptions {
      var options = options
      options.budget.maxMultiplyAdds = Tiny.network.supernetCost().total.multiplyAdds * 7 / 10
      options.budget.maxLatency = 50
      return options
    }

    func stage(microBatchSize: Int = 0) throws -> any Stage {
      var options = Tiny.options
      options.microBatchSize = microBatchSize
      options.search.order = self == .secondOrder ? .second : .first
      return switch self {
      case .firstOrder, .secondOrder: Tiny.search(options)
      case .masking: Tiny.masking(options)
      case .budget:
        Tiny.masking(Tiny.search(options), bounded(options), latencies: MaskBudgetTests.latencies)
      case .tuning: try Tiny.tuning(options)
      }
    }
  }

  /// Within the first epoch, at its end, and within the second.
  @Test(arguments: Kind.allCases, [1, 3, 5])
  func goesOn(kind: Kind, pause: Int) throws {
    let (expected, expectedRecords) = try run(kind, pause: nil)
    let (state, records) = try run(kind, pause: pause)
    try expectIdentical(state, expected)
    #expect(records == expectedRecords)
    #expect(records.count == 2)
  }

  @Test(arguments: Kind.allCases)
  func goesOnInMicroBatches(kind: Kind) throws {
    let (expected, expectedRecords) = try run(kind, pause: nil, microBatchSize: 3)
    let (state, records) = try run(kind, pause: 2, microBatchSize: 3)
    try expectIdentical(state, expected)
    #expect(records == expectedRecords)
  }

  private func run(
    _ kind: Kind, pause: Int?, microBatchSize: Int = 0
  ) throws -> ([String: Tensor], [EpochRecord]) {
    try withTemporaryFolder { url in
      let folder = RunFolder(url)
      try FileManager.default.createDirectory(
        at: url.appending(path: "checkpoint"), withIntermediateDirectories: true)
      var steps = 0
      let context = RunContext(
        folder: folder, recorders: [EventObserver { if case .step = $0 { steps += 1 } }],
        shouldStop: { steps == pause })
      var stage = try kind.stage(microBatchSize: microBatchSize)
      #expect(stage.epochs * stage.stepsPerEpoch == 6)
      var checkpoint = Checkpoint(progress: Progress(stage: stage.name.key), stage: [:], meter: [:])
      do {
        _ = try StageLoop.run(stage, from: checkpoint, in: context)
      } catch is Interrupted {
        checkpoint = try Checkpoint(folder, device: .underTest)
        stage = try kind.stage(microBatchSize: microBatchSize)
        _ = try StageLoop.run(stage, from: checkpoint, in: context)
      }
      #expect(steps == 6)
      let records = try folder.readMetrics().map {
        var record = $0
        (record.seconds, record.imagesPerSecond) = (0, 0)
        return record
      }
      return (stage.state, records)
    }
  }
}
