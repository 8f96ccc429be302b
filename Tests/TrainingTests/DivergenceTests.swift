import Foundation
import TestSupport
import Testing
import Torch
import Tracking

@testable import Training

/// What is not finite ends a stage, or a step, and is never saved.
struct DivergenceTests {
  /// A weight that grows by 1 a step, with a running statistic that every pass moves.
  final class FragileStage: Stage {
    let name = StageName("fragile", title: "Fragile")
    let epochs = 3
    let stepsPerEpoch = 4
    let imagesLearned = 12
    let weight = Tensor.zeros([], type: .float32)
    let statistic = Tensor.zeros([2], type: .float32)
    /// Steps, from 0, whose loss is not finite.
    var bad: Set<Int> = []
    /// Steps, from 0, in which memory runs out.
    var short: Set<Int> = []
    /// Steps, from 0, after which the weight is not finite though the loss was.
    var poisoned: Set<Int> = []
    var values: [String: Double] = [:]

    func step(_ position: StepPosition, meter: inout Meter) throws {
      let isBad = bad.contains(position.number)
      statistic.assign(statistic + (isBad ? .nan : 1))
      if short.contains(position.number) { Libtorch.exhaust() }
      let leaf = Tensor(isBad ? Float.infinity : 1).asLeaf()
      let loss = leaf * 2
      meter.count(
        loss: loss, logits: Tensor([Float(1), 0], shape: [1, 2]),
        labels: Tensor([Int64(0)], shape: [1]))
      _ = try loss.lossGradients(withRespectTo: [leaf])
      weight.assign(weight + (poisoned.contains(position.number) ? .infinity : 1))
    }

    func finishEpoch(_ epoch: Int) -> [String: Double] { values }
    var buffers: [Tensor] { [statistic] }
    var state: [String: Tensor] { ["weight": weight, "statistic": statistic] }

    func restore(_ state: [String: Tensor]) throws(StateError) {
      for (name, tensor) in self.state {
        guard let saved = state[name] else { throw .missing(name) }
        tensor.assign(saved)
      }
    }
  }

  @Test(arguments: [0, 5, 11])
  func aLossThatIsNotFiniteIsNoticedInItsStep(step: Int) throws {
    let stage = FragileStage()
    stage.bad = [step]
    try run(stage) { folder, result in
      let error = try #require(throws: Diverged.self) { try result() }
      #expect(error.stage == "fragile")
      #expect(error.place == .loss(step: step + 1, of: 12))
      #expect("\(error)".contains("stage fragile: the loss of step \(step + 1) of 12"))
      // Nothing was updated by it, and the last good state is kept.
      #expect(stage.weight.item == Double(step))
      try expectSaved(epochs: step / 4, in: folder)
    }
  }

  @Test func stepsAreLeftOutWhereAsked() throws {
    let stage = FragileStage()
    stage.bad = [1, 6, 7]
    var notes: [String] = []
    let keep = { notes.append($0) }
    try run(stage, onNaN: .skip, notes: keep) { folder, result in
      #expect(try result().epoch == 3)
      #expect(stage.weight.item == 9)
      #expect(stage.statistic.floats == [9, 9])
      #expect(
        notes.map { $0.prefix(29) }
          == ["Left out 1 of 4 steps of epoch", "Left out 2 of 4 steps of epoch"].map {
            $0.prefix(29)
          })
      #expect(try folder.readMetrics().map(\.loss) == [2, 2, 2])
      try expectSaved(epochs: 3, weight: 9, in: folder)
    }
  }

  @Test func anEpochOfNothingButSuchStepsEndsTheStage() throws {
    let stage = FragileStage()
    stage.bad = [4, 5, 6, 7]
    try run(stage, onNaN: .skip) { folder, result in
      let error = try #require(throws: Diverged.self) { try result() }
      #expect(error.place == .everyLoss(epoch: 2))
      try expectSaved(epochs: 1, in: folder)
    }
  }

  @Test func aStateThatIsNotFiniteIsNotSaved() throws {
    let stage = FragileStage()
    stage.poisoned = [7]
    try run(stage) { folder, result in
      let error = try #require(throws: Diverged.self) { try result() }
      #expect(error.place == .state("weight", step: 8))
      try expectSaved(epochs: 1, in: folder)
    }
  }

  @Test func aStateThatIsNotFiniteIsNotSavedByAnInterruptionEither() throws {
    let stage = FragileStage()
    stage.poisoned = [5]
    try run(stage, stopAfter: 6) { folder, result in
      #expect(throws: Diverged.self) { try result() }
      try expectSaved(epochs: 1, in: folder)
    }
  }

  @Test func whatWasMeasuredHasToBeFinite() throws {
    let stage = FragileStage()
    stage.values = ["validationLoss": .nan]
    try run(stage) { folder, result in
      let error = try #require(throws: Diverged.self) { try result() }
      #expect(error.place == .measurement("validationLoss", epoch: 1))
      #expect(try folder.readMetrics().isEmpty)
    }
  }

  @Test(arguments: [0, 6])
  func memoryThatRunsOutIsThrown(step: Int) throws {
    let stage = FragileStage()
    stage.short = [step]
    try run(stage) { folder, result in
      let error = try #require(throws: OutOfMemory.self) { try result() }
      #expect(error.bytes == 4096)
      #expect(!Libtorch.isExhausted)
      #expect(stage.weight.item == Double(step))
      try expectSaved(epochs: step / 4, in: folder)
    }
  }

  private func run(
    _ stage: FragileStage, onNaN: NonFinitePolicy = .stop, stopAfter: Int? = nil,
    notes: @escaping (String) -> Void = { _ in },
    _ body: (RunFolder, _ result: () throws -> Training.Progress) throws -> Void
  ) throws {
    try withTemporaryFolder { url in
      try FileManager.default.createDirectory(
        at: url.appending(path: "checkpoint"), withIntermediateDirectories: true)
      var steps = 0
      let context = RunContext(
        folder: RunFolder(url),
        recorders: [
          EventObserver { event in
            if case .step = event { steps += 1 }
            if case .note(let text) = event { notes(text) }
          }
        ], shouldStop: { steps == stopAfter })
      try body(context.folder) {
        try StageLoop.run(
          stage,
          from: Checkpoint(progress: Progress(stage: "fragile"), stage: [:], meter: [:]),
          in: context, onNaN: onNaN)
      }
    }
  }

  /// Checks the checkpoint after some whole epochs, or that there is none.
  private func expectSaved(epochs: Int, weight: Double? = nil, in folder: RunFolder) throws {
    guard epochs > 0 else {
      return #expect(!FileManager.default.fileExists(atPath: folder.checkpoint.path))
    }
    let saved = try Checkpoint(folder, device: .underTest)
    #expect(saved.progress.epoch == epochs)
    #expect(saved.progress.step == 0)
    #expect(saved.stage["weight"]?.item == weight ?? Double(4 * epochs))
  }
}
