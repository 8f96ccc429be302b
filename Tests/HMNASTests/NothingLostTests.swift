import Foundation
import HMNAS
import TestSupport
import Testing
import Tracking

@testable import Training

/// Damage and edits: nothing is lost, and nothing changes without a word.
struct NothingLostTests {
  private static let options =
    cellsOfThePaper + [
      "--cells", "1", "--channels", "1", "--stem-stride", "4", "--training-images", "60",
      "--batch-size", "20", "--validation-fraction", "0.34", "--epochs", "2",
      "--warm-start-epochs", "0", "--tune-learning-rate", "0.05", "--mask-initial", "0.01",
      "--mask-threshold", "0.005",
    ]
  /// Of the whole run: 4 of the search, 6 of each of the others.
  private static let allSteps = 16

  private static let undisturbed = Result { try SmallRun<HMNASRun>.results(options) }

  /// A run that was stopped after so many steps; without a number, one whose summary is gone.
  private func stopped(after steps: Int? = nil) throws -> SmallRun<HMNASRun> {
    let run = try SmallRun<HMNASRun>(Self.options)
    let ended = try run.run(steps: steps ?? .max) { try $0.start(memoryLimit: nil) }
    #expect(ended == (steps == nil))
    if steps == nil { try FileManager.default.removeItem(at: run.folder.summary) }
    return run
  }

  private func expectUndisturbed(_ run: SmallRun<HMNASRun>) throws {
    let (actual, expected) = (try run.results, try Self.undisturbed.get())
    for (name, data) in expected.files { #expect(actual.files[name] == data, "\(name)") }
    #expect(actual.files.keys.sorted() == expected.files.keys.sorted())
  }

  private func flipBit(_ file: URL) throws {
    var bytes = try Data(contentsOf: file)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: file)
  }

  private func editOption(_ key: String, to value: Setting, in folder: RunFolder) throws {
    var configuration = try folder.readConfiguration()
    configuration.options[key] = value
    try folder.write(configuration, to: folder.configuration)
  }

  /// In every stage: within an epoch, and where the checkpoint before is of another stage.
  @Test(arguments: ["flipped", "half", "empty", "gone"], [3, 5, 9, 13])
  func theCheckpointBeforeADamagedOneIsUsed(damage: String, steps: Int) throws {
    let run = try stopped(after: steps)
    let latest = run.folder.checkpoint
    switch damage {
    case "flipped": try flipBit(latest)
    case "half": try Data(Data(contentsOf: latest).prefix(500)).write(to: latest)
    case "empty": try Data().write(to: latest)
    default: try FileManager.default.removeItem(at: latest)
    }
    #expect(try run.run())
    let note = try #require(run.notes.first { $0.contains(latest.path) })
    #expect(note.hasSuffix("going on from the checkpoint before it"))
    try expectUndisturbed(run)
  }

  @Test func withoutAWholeCheckpointItIsSaidWhatToDo() throws {
    let run = try stopped(after: 9)
    let files = [run.folder.checkpoint, run.folder.previousCheckpoint]
    for file in files { try flipBit(file) }
    let error = #expect(throws: RunError.self) { try run.run() }
    for text in files.map(\.path) + ["remove the folder"] {
      #expect(error?.description.contains(text) == true, "\(text)")
    }
    // As it says.
    try FileManager.default.removeItem(at: run.folder.checkpoints)
    #expect(try run.run())
    #expect(run.notes.contains { $0.contains("begins again") })
    try expectUndisturbed(run)
  }

  /// The last stage's can be made again from the checkpoint before the latest; the first one's cannot.
  @Test func aDamagedStageIsMadeAgainOrNamed() throws {
    let run = try stopped()
    let (first, last) = (run.folder.stageState("search"), run.folder.stageState("tune"))
    let wholeFirst = try Data(contentsOf: first)
    try flipBit(first)
    let error = #expect(throws: RunError.self) { try run.run() }
    for text in [first.path, "stage search", "remove the folder"] {
      #expect(error?.description.contains(text) == true, "\(text)")
    }
    try wholeFirst.write(to: first)
    try flipBit(last)
    #expect(try run.run())
    #expect(run.notes.contains { $0.contains(last.path) })
    #expect(run.steps == Self.allSteps)
    try expectUndisturbed(run)
  }

  @Test(arguments: ["latest", "search"])
  func filesOfAnotherRunAreRefused(name: String) throws {
    let run = try stopped(after: 9)
    let other = try SmallRun<HMNASRun>(Self.options, seed: 1)
    try other.run(steps: 9) { try $0.start(memoryLimit: nil) }
    let file = run.folder.stageState(name)
    try FileManager.default.removeItem(at: file)
    try FileManager.default.copyItem(at: other.folder.stageState(name), to: file)
    let error = #expect(throws: RunError.self) { try run.run() }
    for folder in [run.folder, other.folder] {
      let id = try #require(try folder.readConfiguration().id)
      #expect(error?.description.contains(id) == true, "\(error?.description ?? "")")
    }
  }

  @Test func anEditedOptionIsRefused() throws {
    let run = try stopped(after: 9)
    try editOption("search-batch-size", to: .integer(10), in: run.folder)
    let error = #expect(throws: RunError.self) { try run.run() }
    #expect(
      error?.description.contains("search-batch-size is 10, but the run was made with 20") == true)
    try editOption("search-batch-size", to: .integer(20), in: run.folder)
    #expect(try run.run())
    try expectUndisturbed(run)
  }

  /// Before there is a checkpoint, the digest alone tells.
  @Test func anOptionIsNotEditedBeforeTheFirstCheckpointEither() throws {
    let run = try stopped(after: 1)
    try FileManager.default.removeItem(at: run.folder.checkpoint)
    try editOption("channels", to: .integer(2), in: run.folder)
    let error = #expect(throws: RunError.self) { try run.run() }
    #expect(error?.description.contains("it was edited since the run began") == true)
  }

  /// The same at whatever step, and however often the run is stopped after it: it is recorded once.
  @Test func aChangedRateIsSaidAndRecordedOnce() throws {
    let run = try stopped(after: 9)
    let before = try run.folder.readConfiguration()
    try editOption("tune-learning-rate", to: .number(0.25), in: run.folder)
    #expect(try !run.run(steps: 2))
    #expect(try !run.run(steps: 2))
    #expect(run.notes.count { $0.contains("tune-learning-rate from 0.05 to 0.25") } == 1)
    #expect(try run.run())
    let configuration = try run.folder.readConfiguration()
    #expect(configuration.changes.map(\.stage) == ["mask"])
    #expect(configuration.id == before.id)
    #expect(
      try run.results.files["model.safetensors"]
        != Self.undisturbed.get().files["model.safetensors"])
  }

  @Test func anEditedCompleteRunSaysSo() throws {
    let run = try SmallRun<HMNASRun>(Self.options)
    try run.run { try $0.start(memoryLimit: nil) }
    let notes = run.notes.count
    #expect(try run.run())
    #expect(run.notes.count == notes)
    try editOption("search-epochs", to: .integer(7), in: run.folder)
    #expect(try run.run())
    #expect(run.notes.last?.contains("was edited") == true)
    #expect(run.notes.last?.contains("search-epochs from 2 to 7") == true)
    try FileManager.default.removeItem(at: run.folder.checkpoints)
    #expect(try run.run())
    #expect(run.notes.last?.contains("was edited") == true)
  }
}
