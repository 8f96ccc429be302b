import Foundation
import Testing

extension SearchTests {
  @Suite struct ReproducibilityTests {
    /// Other tests have one thread; other seeds are in HMNASTests.
    @Test func theSameSeedAndThreadsGiveTheSameBytes() throws {
      let options = OptionTests.smallest + ["--stem-stride", "4", "--threads", "2"]
      let (first, second) = try (TinyRun(options).folder, TinyRun(options).folder)
      #expect(try json("config.json", in: first)["threads"] as? Int == 2)
      #expect(try reproducible(first) == reproducible(second))
      #expect(try reproducibleMetrics(first) == reproducibleMetrics(second))
      for name in ["model.safetensors", "architecture.json", "architecture.svg", "config.json"] {
        #expect(try bytes(name, in: first) == bytes(name, in: second), "\(name)")
      }
    }

    @Test func evaluationNeedsTheSavedFilesAlone() throws {
      let run = try TinyRun.copy()
      for name in ["summary.json", "metrics.jsonl", "architecture.svg"] {
        try FileManager.default.removeItem(at: run.appending(path: name))
      }
      let before = try Snapshot(run)
      let evaluation = try Program.run("evaluate", run.path, "--json")
      #expect(evaluation.code == 0)
      #expect(evaluation.errors.isEmpty)
      let result = try #require(evaluation.json() as? [String: Any])
      let summary = try json("summary.json", in: TinyRun.shared().folder)
      #expect(result["testAccuracy"] as? Double == summary["testAccuracy"] as? Double)
      #expect(result["testError"] as? Double == summary["testError"] as? Double)
      #expect(try #require(result["testLoss"] as? Double) > 0)
      #expect(try Snapshot(run) == before)

      let accuracy = try #require(result["testAccuracy"] as? Double)
      let text = try Program.run("evaluate", run.path).output
      #expect(text.hasPrefix(String(format: "test accuracy %.2f %%", accuracy * 100)))
    }

    @Test func aFinishedRunIsShownAgain() throws {
      let run = try TinyRun.copy()
      let before = try Snapshot(run)
      let shown = try Program.run("resume", run.path, "--json")
      #expect(shown.code == 0)
      #expect(shown.errors.isEmpty)
      #expect(Data(shown.output.utf8) == (try bytes("summary.json", in: run)))
      let report = try Program.run("resume", run.path).output
      let original = try TinyRun.shared().result.output
      #expect(
        report.components(separatedBy: "Drawing")[0]
          == original.components(separatedBy: "Drawing")[0])
      #expect(try Snapshot(run) == before)
    }
  }
}
