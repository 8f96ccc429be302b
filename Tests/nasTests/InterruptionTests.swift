import Foundation
import Testing

/// Ctrl-C, and worse; the result is that of an uninterrupted run, to the byte. Stops after any step are in HMNASTests.
extension SearchTests {
  @Suite struct InterruptionTests {
    @Test func anInterruptedRunEndsAsAnUninterruptedOne() throws {
      let folder = try Scratch.free()
      try interrupt(
        TinyRun.arguments(output: folder), at: "Stage 1", expecting: "search", in: folder)
      #expect(!isThere(folder.appending(path: "summary.json")))
      for (moment, stage) in [("Stage 2", "mask"), ("Stage 3", "tune")] {
        try interrupt(["resume", folder.path], at: moment, expecting: stage, in: folder)
      }
      let end = try Program.run("resume", folder.path, "--json")
      #expect(end.code == 0)
      #expect(end.errors.contains("Going on with HM-NAS on Fashion-MNIST, seed 0"))
      #expect(Data(end.output.utf8) == (try bytes("summary.json", in: folder)))
      try expectEqual(folder, to: TinyRun.shared().folder)
    }

    /// As after a loss of power: nothing is saved on the way down.
    @Test func aKilledRunEndsAsAnUninterruptedOne() throws {
      let folder = try Scratch.free()
      for (arguments, moment) in [
        (TinyRun.arguments(output: folder), "epoch 1/2"), (["resume", folder.path], "Stage 2"),
        (["resume", folder.path], "epoch 2/2"),
      ] {
        let running = try Program.start(arguments)
        running.waitForError(containing: moment)
        running.kill()
        #expect(try running.finish().code == SIGKILL)
      }
      #expect(!isThere(folder.appending(path: "summary.json")))
      #expect(try Program.run("resume", folder.path).code == 0)
      try expectEqual(folder, to: TinyRun.shared().folder)
    }

    /// The end of the session or of the machine, and signals that whoever started the run wants ignored.
    @Test func everySignalSavesUnlessItIsIgnored() throws {
      let folder = try Scratch.free()
      try interrupt(
        TinyRun.arguments(output: folder), at: "Stage 1", by: SIGTERM, expecting: "search",
        in: folder)
      try interrupt(
        ["resume", folder.path], at: "epoch 1/2", by: SIGHUP, expecting: "search", in: folder)
      let running = try Program.start(
        ["resume", folder.path], by: #"trap "" INT HUP; exec "$0" "$@""#)
      running.waitForError(containing: "epoch 2/2")
      running.send(SIGHUP)
      running.send(SIGINT)
      #expect(try running.finish().code == 0)
      try expectEqual(folder, to: TinyRun.shared().folder)
    }

    /// As `timeout` and machines that shut down do: the signal comes again while the first one is obeyed.
    @Test func aRepeatedSignalLosesNothing() throws {
      let folder = try Scratch.free()
      let running = try Program.start(TinyRun.arguments(output: folder))
      running.waitForError(containing: "epoch 1/2")
      for _ in 0..<5 { running.send(SIGTERM) }
      let result = try running.finish()
      #expect(result.code == 143)
      #expect(
        result.errorLines.last == "Interrupted; saved. Go on with: nas resume \(folder.path)")
      #expect(try Program.run("resume", folder.path).code == 0)
      try expectEqual(folder, to: TinyRun.shared().folder)
    }

    private func expectEqual(_ folder: URL, to other: URL) throws {
      #expect(try reproducible(folder) == reproducible(other))
      #expect(try reproducibleMetrics(folder) == reproducibleMetrics(other))
      for name in ["model.safetensors", "architecture.json", "config.json"] {
        #expect(try bytes(name, in: folder) == bytes(name, in: other), "\(name)")
      }
    }
  }
}

/// Runs the program until standard error says something, presses Ctrl-C or sends another signal, and checks
/// what it saved.
@discardableResult
func interrupt(
  _ arguments: [String], at moment: String, by signal: Int32 = SIGINT, expecting stage: String,
  in folder: URL,
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> Program.Result {
  let running = try Program.start(arguments)
  running.waitForError(containing: moment)
  running.send(signal)
  let result = try running.finish(sourceLocation: sourceLocation)
  #expect(result.code == 128 + signal, "\(result.errors)", sourceLocation: sourceLocation)
  #expect(result.output.isEmpty, sourceLocation: sourceLocation)
  #expect(
    result.errorLines.last == "Interrupted; saved. Go on with: nas resume \(folder.path)",
    sourceLocation: sourceLocation)
  #expect(try savedStage(folder) == stage, sourceLocation: sourceLocation)
  return result
}

/// The stage in which a run's latest checkpoint was written.
private func savedStage(_ folder: URL) throws -> String {
  let data = try bytes("checkpoint/latest.safetensors", in: folder)
  let length = data.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
  let header = try JSONSerialization.jsonObject(with: data.dropFirst(8).prefix(length))
  let metadata = try #require((header as? [String: Any])?["__metadata__"] as? [String: String])
  let progress = try JSONSerialization.jsonObject(
    with: Data(try #require(metadata["progress"]).utf8))
  return try #require((progress as? [String: Any])?["stage"] as? String)
}
