import Foundation
import TestSupport
import Testing

/// Damage, edits, other processes and other places: nothing is lost, and nothing changes without a word.
extension SearchTests {
  @Suite struct NothingLostTests {
    private let whole: URL

    init() throws { whole = try TinyRun.shared().folder }

    private func checkpoint(_ name: String, in run: URL) -> URL {
      run.appending(path: "checkpoint/\(name).safetensors")
    }

    @Test(arguments: ["flipped", "half", "empty", "gone"])
    func theCheckpointBeforeADamagedOneIsUsed(damage: String) throws {
      let run = try TinyRun.unfinishedCopy()
      let latest = checkpoint("latest", in: run)
      switch damage {
      case "flipped": try flipBit(in: latest)
      case "half": try Data(Data(contentsOf: latest).prefix(500)).write(to: latest)
      case "empty": try Data().write(to: latest)
      default: try FileManager.default.removeItem(at: latest)
      }
      let end = try Program.run("resume", run.path)
      #expect(end.code == 0)
      #expect(
        end.errorLines.contains {
          $0.contains(latest.path) && $0.hasSuffix("going on from the checkpoint before it")
        }, "\(end.errors)")
      try expectEqual(run)
    }

    @Test func withoutAWholeCheckpointItIsSaidWhatToDo() throws {
      let run = try TinyRun.unfinishedCopy()
      let files = ["latest", "previous"].map { checkpoint($0, in: run) }
      for file in files { try flipBit(in: file) }
      expectFailure(
        try Program.run("resume", run.path), code: 65,
        saying: files.map(\.path) + ["\(run.path)/checkpoint: ", "remove the folder"])
    }

    /// The last stage's can be made again from the checkpoint before the latest; the first one's cannot.
    @Test func aDamagedStageIsMadeAgainOrNamed() throws {
      let run = try TinyRun.unfinishedCopy()
      let (first, last) = (checkpoint("search", in: run), checkpoint("tune", in: run))
      let wholeFirst = try Data(contentsOf: first)
      try flipBit(in: first)
      expectFailure(
        try Program.run("resume", run.path), code: 65,
        saying: [first.path, "stage search", "remove the folder \(run.path)/checkpoint"])
      try wholeFirst.write(to: first)
      try flipBit(in: last)
      let end = try Program.run("resume", run.path)
      #expect(end.code == 0)
      #expect(end.errors.contains(last.path))
      try expectEqual(run)
    }

    @Test func anotherRunsCheckpointIsRefused() throws {
      let run = try TinyRun.unfinishedCopy()
      try editJSON(run.appending(path: "config.json")) { $0["id"] = "0123456789abcdef" }
      let id = try #require(json("config.json", in: whole)["id"] as? String)
      expectFailure(
        try Program.run("resume", run.path), code: 65,
        saying: [checkpoint("latest", in: run).path, id, "0123456789abcdef"])
    }

    @Test func anEditedOptionIsRefused() throws {
      let run = try TinyRun.unfinishedCopy()
      try editOption("search-batch-size", to: 40, in: run)
      expectFailure(
        try Program.run("resume", run.path), code: 65,
        saying: ["config.json", "search-batch-size is 40", "made with 20", "options of nas resume"])
    }

    @Test(arguments: [true, false])
    func anEditedCompleteRunSaysSo(withCheckpoints: Bool) throws {
      let run = try TinyRun.copy(withCheckpoints: withCheckpoints)
      try editOption("search-epochs", to: 7, in: run)
      let shown = try Program.run("resume", run.path, "--json")
      #expect(shown.code == 0)
      #expect(Data(shown.output.utf8) == (try bytes("summary.json", in: whole)))
      #expect(shown.errorLines.count == 1)
      #expect(shown.errors.contains("config.json was edited"))
      #expect(shown.errors.contains("search-epochs from 2 to 7") == withCheckpoints)
    }

    @Test func whatMayChangeIsSaidAndRecorded() throws {
      let run = try TinyRun.unfinishedCopy()
      let threads = threadsUnderTest + 1
      let arguments = [
        "resume", run.path, "--tune-learning-rate", "0.02", "--threads", "\(threads)",
      ]
      let end = try Program.run(arguments)
      #expect(end.code == 0)
      #expect(
        end.errors.contains(
          "threads from \(threadsUnderTest) to \(threads) and tune-learning-rate from 0.2 to 0.02"),
        "\(end.errors)")
      let configuration = try json("config.json", in: run)
      #expect(configuration["threads"] as? Int == threads)
      let options = try #require(configuration["options"] as? [String: Any])
      #expect(options["tune-learning-rate"] as? Double == 0.02)
      let changes = try #require(configuration["changes"] as? [[String: Any]])
      #expect(changes.count == 1)
      #expect(changes[0]["stage"] as? String == "evaluate")
      // The run is the same, and its configuration is in order.
      #expect(
        configuration["id"] as? String == (try json("config.json", in: whole)["id"] as? String))
      #expect(try Program.run("resume", run.path, "--json").errors.isEmpty)
    }

    @Test func whatMayNotChangeIsRefused() throws {
      let run = try TinyRun.unfinishedCopy()
      let before = try Snapshot(run)
      for (arguments, fragments) in [
        (["--channels", "8"], ["channels cannot change", "search-learning-rate"]),
        (["--chanels", "8"], ["chanels", "channels?"]),
        (["--search-learning-rate", "-1"], ["search-learning-rate is -1"]),
        (["--threads", "0"], ["--threads is 0"]),
      ] {
        expectFailure(
          try Program.run(["resume", run.path] + arguments), code: 64, saying: fragments)
      }
      #expect(try Snapshot(run) == before)
      expectFailure(
        try Program.run("resume", whole.path, "--search-learning-rate", "1"), code: 64,
        saying: [whole.path, "is complete", "--search-learning-rate"])
    }

    @Test func aSecondProcessIsRefused() throws {
      let folder = try Scratch.free()
      let arguments = TinyRun.arguments(TinyRun.options + ["--epochs", "1000"], output: folder)
      let running = try Program.start(arguments)
      running.waitForError(containing: "Stage 1")
      for second in [["resume", folder.path], arguments] {
        expectFailure(
          try Program.run(second), code: 75,
          saying: ["process \(running.processNumber) works on the run in \(folder.path)"])
      }
      running.kill()
      #expect(try running.finish().code == SIGKILL)
      #expect(isThere(folder.appending(path: ".lock")))
      try interrupt(["resume", folder.path], at: "Stage 1", expecting: "search", in: folder)
      #expect(!isThere(folder.appending(path: ".lock")))
    }

    /// Room for the configuration, but not for a checkpoint.
    @Test func aLimitOnTheSizeOfFilesIsAnError() throws {
      let folder = try Scratch.free()
      let stopped = try Program.run(
        TinyRun.arguments(output: folder), by: "ulimit -f 16; exec \"$0\" \"$@\"")
      #expect(stopped.code == 74)
      #expect(
        stopped.errorLines.last
          == "Error: cannot write \(checkpoint("latest", in: folder).path): File too large")
      #expect(
        try Snapshot(folder).files.keys.sorted()
          == ["checkpoint", "config.json", "metrics.jsonl", "snapshots.jsonl"])
      #expect(try Program.run("resume", folder.path).code == 0)
      try expectEqual(folder)
    }

    private func expectEqual(_ run: URL) throws {
      #expect(try reproducible(run) == reproducible(whole))
      #expect(try reproducibleMetrics(run) == reproducibleMetrics(whole))
      for name in ["model.safetensors", "architecture.json", "config.json"] {
        #expect(try bytes(name, in: run) == bytes(name, in: whole), "\(name)")
      }
      #expect(try Snapshot(run).files.keys.sorted() == Snapshot(whole).files.keys.sorted())
    }
  }
}
