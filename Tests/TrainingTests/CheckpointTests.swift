import Foundation
import TestSupport
import Testing
import Torch
import Tracking

@testable import Training

struct CheckpointTests {
  @Test func everythingComesBack() throws {
    var progress = Progress(stage: "mask", metricsLines: 7, seconds: ["search": 1.5, "mask": 0.25])
    (progress.epoch, progress.step, progress.epochSeconds) = (3, 14, 0.125)
    let checkpoint = Checkpoint(
      progress: progress, stage: ["a/b.c": Tensor(1), "meter": Tensor(2)],
      meter: ["losses": Tensor([Float(3), 4], shape: [2])])
    try withTemporaryFolder { url in
      let folder = try folder(url)
      try checkpoint.write(to: folder)
      let read = try Checkpoint(folder, device: .underTest)
      #expect(read.progress == progress)
      try expectIdentical(read.stage, checkpoint.stage)
      try expectIdentical(read.meter, checkpoint.meter)
    }
  }

  @Test(arguments: [[:], ["progress": "{}"], ["progress": "no JSON"]])
  func filesWithoutProgressAreRefused(metadata: [String: String]) throws {
    try withTemporaryFolder { url in
      let folder = try folder(url)
      try Safetensors(tensors: [:], metadata: metadata).write(to: folder.checkpoint)
      let error = #expect(throws: RunError.self) { try Checkpoint(folder, device: .underTest) }
      #expect(error?.description.contains("does not say how far the run had come") == true)
    }
  }

  @Test func adamGoesOnFromItsState() throws {
    func weight() -> Tensor { Tensor([Float(1), 2], shape: [2]) }
    func gradient(_ step: Int) -> [Tensor] { [Tensor([Float(step), -1], shape: [2])] }
    let (through, paused) = (weight(), weight())
    var whole = Adam([through], options: Adam.Options())
    for step in 0..<5 { whole.step(gradients: gradient(step), rate: 0.1) }

    var first = Adam([paused], options: Adam.Options())
    for step in 0..<2 { first.step(gradients: gradient(step), rate: 0.1) }
    var second = Adam([paused], options: Adam.Options())
    try second.load(snapshot(first.state(named: "adam")), named: "adam")
    for step in 2..<5 { second.step(gradients: gradient(step), rate: 0.1) }
    #expect(paused.floats == through.floats)
    #expect(second.steps == 5)
  }

  @Test(arguments: ["adam.steps", "adam.mean.0", "adam.square.0"])
  func incompleteStatesAreRefused(name: String) throws {
    var adam = Adam([Tensor(1)], options: Adam.Options())
    let state = adam.state(named: "adam")
    #expect(throws: StateError.self) {
      try adam.load(state.filter { $0.key != name }, named: "adam")
    }
    guard name != "adam.steps" else { return }
    #expect(throws: StateError.self) {
      try adam.load(state.merging([name: .zeros([2])]) { $1 }, named: "adam")
    }
  }

  private func folder(_ url: URL) throws -> RunFolder {
    let folder = RunFolder(url)
    try FileManager.default.createDirectory(
      at: folder.checkpoint.deletingLastPathComponent(), withIntermediateDirectories: true)
    return folder
  }
}
