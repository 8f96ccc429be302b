import Foundation
import TestSupport
import Testing

/// What a finished run leaves: a contract with other tools.
@Suite struct RunTests {
  private let run: TinyRun
  private let summary: [String: Any]

  init() throws {
    run = try TinyRun.shared()
    summary = try json("summary.json", in: run.folder)
  }

  @Test func everyFileIsThere() throws {
    for name in [
      "config.json", "metrics.jsonl", "architecture.json", "architecture.svg",
      "model.safetensors", "checkpoint", "summary.json",
    ] {
      #expect(isThere(run.folder.appending(path: name)), "\(name)")
    }
  }

  @Test func summaryHasTheKeysAndTypesOfTheContract() throws {
    #expect(summary["method"] as? String == "hm-nas")
    #expect(summary["dataset"] as? String == "fashion-mnist")
    #expect(summary["preset"] as? String == "quick")
    #expect(summary["seed"] as? Int == 0)
    #expect(summary["device"] as? String == "cpu")
    #expect(summary["commit"] as? String == Program.commit)
    #expect((summary["libtorch"] as? String)?.hasPrefix("2.") == true)
    for key in ["testAccuracy", "testError", "validationAccuracy"] {
      let fraction = try #require(summary[key] as? Double, "\(key)")
      #expect((0...1).contains(fraction), "\(key)")
    }
    let accuracy = try #require(summary["testAccuracy"] as? Double)
    #expect(abs(try #require(summary["testError"] as? Double) - (1 - accuracy)) < 1e-15)
    for key in ["parameters", "nonZeroParameters", "multiplyAdds"] {
      let count = try #require(summary[key] as? Int, "\(key)")
      #expect(count > 0, "\(key)")
    }
    let seconds = try #require(summary["seconds"] as? [String: Double])
    #expect(Set(seconds.keys) == ["search", "mask", "tune", "evaluate", "total"])
    #expect(seconds.values.allSatisfy { $0 > 0 })
    let parts = seconds.filter { $0.key != "total" }.values.reduce(0, +)
    #expect(abs(try #require(seconds["total"]) - parts) < 1e-6)
  }

  @Test func summaryHasAResultPerStage() throws {
    let stages = try #require(summary["stages"] as? [[String: Any]])
    #expect(stages.map { $0["name"] as? String } == ["supernet", "masked", "fine-tuned"])
    let parameters = try stages.map { try #require($0["parameters"] as? Int) }
    let nonZero = try stages.map { try #require($0["nonZeroParameters"] as? Int) }
    let multiplyAdds = try stages.map { try #require($0["multiplyAdds"] as? Int) }
    // The masks removed something on every level, and fine-tuning brought nothing back.
    #expect(parameters[1] < parameters[0])
    #expect(multiplyAdds[1] < multiplyAdds[0])
    #expect(nonZero[1] < parameters[1])
    #expect(parameters[2] == parameters[1])
    #expect(multiplyAdds[2] == multiplyAdds[1])
    #expect(nonZero[2] == nonZero[1])
    #expect(stages[2]["testAccuracy"] as? Double == summary["testAccuracy"] as? Double)
    #expect(parameters[2] == summary["parameters"] as? Int)
    #expect(nonZero[2] == summary["nonZeroParameters"] as? Int)
    #expect(multiplyAdds[2] == summary["multiplyAdds"] as? Int)
    #expect(
      try Program.run(
        "count", "hm-nas", "--channels", "4", "--stem-stride", "4", "--dataset", "fashion-mnist"
      ).output.contains("\(multiplyAdds[0] / 1000),"))
  }

  @Test func summaryAgreesWithTheArchitecture() throws {
    let structure = try #require(summary["structure"] as? [[String: Any]])
    let architecture = try json("architecture.json", in: run.folder)
    let cells = try #require(architecture["cells"] as? [[String: Any]])
    #expect(structure.count == 3)
    #expect(cells.count == 3)
    #expect(structure.map { $0["kind"] as? String } == ["normal", "reduction", "reduction"])
    for (statistics, cell) in zip(structure, cells) {
      let edges = try #require(cell["edges"] as? [[String: Any]])
      let operations = try edges.map { try #require($0["operations"] as? [Any]).count }
      #expect(statistics["edges"] as? Int == edges.count)
      #expect(statistics["candidateEdges"] as? Int == 14)
      #expect(statistics["operations"] as? Int == operations.reduce(0, +))
      #expect(statistics["candidateOperations"] as? Int == 98)
      let targets = try edges.map { edge in
        try #require((edge["edge"] as? [String: Int])?["target"])
      }
      #expect(
        statistics["inDegrees"] as? [Int]
          == (2...5).map { node in targets.filter { $0 == node }.count })
      let perEdge = try #require(statistics["operationsPerEdge"] as? [Int])
      #expect(
        perEdge
          == (0...7).map { count in
            count == 0 ? 14 - edges.count : operations.filter { $0 == count }.count
          })
    }
  }

  @Test func metricsHaveALinePerEpochAndStage() throws {
    let lines = try metrics(run.folder)
    #expect(
      lines.map { "\($0["stage"] ?? "") \($0["epoch"] ?? "")" }
        == ["search 1", "search 2", "mask 1", "mask 2", "tune 1", "tune 2"])
    for line in lines {
      let accuracy = try #require(line["accuracy"] as? Double)
      #expect((0...1).contains(accuracy))
      for key in ["loss", "seconds", "imagesPerSecond"] {
        #expect(try #require(line[key] as? Double) > 0, "\(key)")
      }
    }
    let last = try #require(lines[1]["values"] as? [String: Double])
    #expect(last["validationAccuracy"] == summary["validationAccuracy"] as? Double)
  }

  @Test func configurationRecordsEveryOption() throws {
    let configuration = try json("config.json", in: run.folder)
    #expect(configuration["method"] as? String == "hm-nas")
    #expect(configuration["threads"] as? Int == threadsUnderTest)
    #expect(configuration["seed"] as? Int == 0)
    #expect((configuration["cpuCapability"] as? String)?.isEmpty == false)
    let options = try #require(configuration["options"] as? [String: Any])
    #expect(options["channels"] as? Int == 4)
    #expect(options["training-images"] as? Int == 200)
    for stage in ["search", "mask", "tune"] {
      #expect(options["\(stage)-epochs"] as? Int == 2)
      #expect(options["\(stage)-batch-size"] as? Int == 20)
    }
    #expect(options["search-learning-rate"] as? Double == 0.1)
    #expect(options["order"] as? String == "first")
    #expect(options["flip"] as? Bool == true)
  }

  @Test func progressGoesToStandardErrorAndTheReportToStandardOutput() throws {
    #expect(run.result.errorLines.count == 13)
    for text in [
      "HM-NAS on Fashion-MNIST, seed 0, quick preset, 23 values changed, cpu, \(threadsUnderTest) thread",
      "Writing to",
      "\nNeeds about ",
      "Stage 1, supernet: 2 epochs of 8 steps", "Stage 2, masks: 2 epochs of 10 steps",
      "Stage 3, fine-tuning: 2 epochs of 10 steps", "epoch 2/2", "images/s", "validation",
      "kept: operations", "test set",
    ] {
      #expect(run.result.errors.contains(text), "\(text)")
    }
    #expect(!run.result.errors.contains("\u{1B}"))
    let report = run.result.output
    for text in [
      "supernet", "masked", "fine-tuned", "test accuracy", "parameters", "non-zero",
      "multiply-adds", "72,638", "in-degrees", "0 normal", "1 reduction", "of 14", "of 98",
      "images/s", "Stage 1", "Stage 2", "Stage 3", "Total", "architecture.svg", "summary.json",
    ] {
      #expect(report.contains(text), "\(text)")
    }
    // Each training stage with its seconds and its speed.
    for stage in ["Stage 1, supernet", "Stage 2, masks", "Stage 3, fine-tuning"] {
      let line = try #require(report.split(separator: "\n").first { $0.hasPrefix(stage) })
      #expect(line.firstMatch(of: /\ [0-9.]+ s +[0-9,]+$/) != nil, "\(line)")
    }
  }
}
