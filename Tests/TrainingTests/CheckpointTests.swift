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
      meter: [
        "losses": Tensor([Float(3), 4], shape: [2]), "hits": Tensor([Int64(1), 0], shape: [2]),
        "sizes": Tensor([Int64(2), 1], shape: [2]),
      ])
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

  @Test func theOneBeforeTheLatestIsKept() throws {
    try withTemporaryFolder { url in
      let folder = try folder(url)
      for epoch in 1...3 { try checkpoint(epoch).write(to: folder) }
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.checkpoints.path)
      #expect(names.sorted() == ["latest.safetensors", "previous.safetensors"])
      #expect(try Checkpoint(folder, device: .underTest).progress.epoch == 3)
      let file = folder.previousCheckpoint
      #expect(try Checkpoint(folder, device: .underTest, file: file).progress.epoch == 2)
    }
  }

  @Test func theNewestThatIsWholeIsTaken() throws {
    try withTemporaryFolder { url in
      let folder = try folder(url)
      #expect(try newest(folder).checkpoint == nil)
      for epoch in 1...3 { try checkpoint(epoch).write(to: folder) }
      var found = try newest(folder)
      #expect(found.checkpoint?.progress.epoch == 3)
      #expect(found.notes.isEmpty)

      try flipBit(folder.checkpoint)
      found = try newest(folder)
      #expect(found.checkpoint?.progress.epoch == 2)
      #expect(found.notes.count == 1)
      #expect(found.notes.first?.contains(folder.checkpoint.path) == true)

      try FileManager.default.removeItem(at: folder.checkpoint)
      #expect(try newest(folder).checkpoint?.progress.epoch == 2)
      try flipBit(folder.previousCheckpoint)
      let error = #expect(throws: RunError.self) { try newest(folder) }
      #expect(
        error?.description.hasPrefix("cannot understand \(folder.checkpoints.path): ") == true)
      #expect(error?.description.contains("remove the folder") == true)
    }
  }

  /// Lines of the metrics that are gone: the checkpoint before has its own.
  @Test func aCheckpointNeedsItsMetrics() throws {
    try withTemporaryFolder { url in
      let folder = try folder(url)
      for epoch in 1...3 {
        try folder.append(record(epoch))
        try checkpoint(epoch, lines: epoch).write(to: folder)
      }
      try folder.append(record(4))
      #expect(try newest(folder).checkpoint?.progress.epoch == 3)
      #expect(try folder.readMetrics().count == 3)
      let whole = try Data(contentsOf: folder.metrics)

      try whole.dropLast().write(to: folder.metrics)
      let found = try newest(folder)
      #expect(found.checkpoint?.progress.epoch == 2)
      #expect(found.notes.first?.contains("2 whole lines, expected at least the 3") == true)
      #expect(try folder.readMetrics().count == 2)

      try Data().write(to: folder.metrics)
      let error = #expect(throws: RunError.self) { try newest(folder) }
      #expect(error?.description.contains("0 whole lines") == true)
    }
  }

  @Test func anotherRunsIsRefused() throws {
    try withTemporaryFolder { url in
      var folder = try folder(url)
      folder.run = run(seed: 1)
      try checkpoint(1).write(to: folder)
      #expect(try newest(folder).checkpoint?.configuration == folder.run)
      folder.run = run(seed: 2)
      let error = #expect(throws: RunError.self) { try newest(folder) }
      for seed in 1...2 { #expect(error?.description.contains("seed \(seed)") == true) }
    }
  }

  /// Only runs of an older version have checkpoints that do not say whose they are.
  @Test(arguments: [1, 2])
  func oneWithoutAChecksumIsOfAnOlderVersion(format: Int) throws {
    try withTemporaryFolder { url in
      var folder = try folder(url)
      try checkpoint(1).write(to: folder)
      var run = run(seed: 1)
      run.format = format
      folder.run = run
      if format == 1 {
        let found = try newest(folder)
        #expect(found.checkpoint?.progress.epoch == 1)
        #expect(found.notes.first?.contains("of an older version without checksums") == true)
      } else {
        #expect(throws: RunError.self) { try newest(folder) }
      }
    }
  }

  @Test(arguments: [Float.nan, .infinity])
  func numbersThatAreNotFiniteAreRefused(number: Float) throws {
    try withTemporaryFolder { url in
      let folder = try folder(url)
      let tensors = ["x": Tensor([1, number], shape: [2]), "y": Tensor(Float(1))]
      try Checkpoint(progress: Progress(stage: "a"), stage: tensors, meter: [:]).write(to: folder)
      let error = #expect(throws: RunError.self) { try Checkpoint(folder, device: .underTest) }
      #expect(error?.description.contains("tensor x has numbers that are not finite") == true)
    }
  }

  @Test(arguments: ["epoch", "step", "lines", "seconds"])
  func progressThatCannotBeIsRefused(what: String) throws {
    try withTemporaryFolder { url in
      let folder = try folder(url)
      var progress = Progress(stage: "a", metricsLines: what == "lines" ? -1 : 0)
      if what == "epoch" { progress.epoch = -1 }
      if what == "step" { progress.step = -1 }
      if what == "seconds" { progress.epochSeconds = -1 }
      try Checkpoint(progress: progress, stage: [:], meter: [:]).write(to: folder)
      #expect(throws: RunError.self) { try Checkpoint(folder, device: .underTest) }
    }
  }

  @Test(arguments: ["losses", "hits", "sizes", "size"])
  func metersThatDoNotFitAreRefused(what: String) throws {
    try withTemporaryFolder { url in
      let folder = try folder(url)
      var meter = [
        "losses": Tensor([Float(1)], shape: [1]), "hits": Tensor([Int64(1)], shape: [1]),
        "sizes": Tensor([Int64(what == "size" ? -1 : 2)], shape: [1]),
      ]
      meter[what] = nil
      try Checkpoint(progress: Progress(stage: "a"), stage: [:], meter: meter).write(to: folder)
      let error = #expect(throws: RunError.self) { try Checkpoint(folder, device: .underTest) }
      #expect(error?.description.contains("losses do not fit together") == true)
    }
  }

  @Test(arguments: [Double.nan, -1, 0.5, 1e300])
  func countsThatAreNoneAreRefused(number: Double) {
    let state = ["adam.steps": Tensor([number], shape: [1])]
    #expect(throws: StateError.self) { try state.count(named: "adam.steps") }
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

  private func newest(_ folder: RunFolder) throws -> (checkpoint: Checkpoint?, notes: [String]) {
    var notes: [String] = []
    let checkpoint = try Checkpoint.newest(of: folder, device: .underTest) { notes.append($0) }
    return (checkpoint, notes)
  }

  private func checkpoint(_ epoch: Int, lines: Int = 0) -> Checkpoint {
    var progress = Progress(stage: "mask", metricsLines: lines)
    progress.epoch = epoch
    return Checkpoint(progress: progress, stage: ["x": Tensor(Float(epoch))], meter: [:])
  }

  private func record(_ epoch: Int) -> EpochRecord {
    EpochRecord(
      stage: "mask", epoch: epoch, loss: 1, accuracy: 0.5, values: [:], seconds: 1,
      imagesPerSecond: 1)
  }

  private func run(seed: UInt64) -> RunConfiguration {
    var run = RunConfiguration(
      method: "hm-nas", dataset: "fashion-mnist", dataDirectory: nil, preset: "quick", seed: seed,
      device: "cpu", threads: 1, libtorch: "2", cpuCapability: "AVX2", kernelInstructions: "AVX2",
      commit: "abc", options: ["channels": .integer(4)])
    run.begin()
    return run
  }

  private func flipBit(_ file: URL) throws {
    var bytes = try Data(contentsOf: file)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: file)
  }

  private func folder(_ url: URL) throws -> RunFolder {
    let folder = RunFolder(url)
    try FileManager.default.createDirectory(
      at: folder.checkpoint.deletingLastPathComponent(), withIntermediateDirectories: true)
    return folder
  }
}
