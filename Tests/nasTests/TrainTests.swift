import Foundation
import Testing

/// Training a known network from scratch.
extension SearchTests {
  @Suite struct TrainTests {
    @Test func aRunHasTheFilesAndKeysOfTheContract() throws {
      let folder = try TinyTraining.shared()
      for name in [
        "config.json", "metrics.jsonl", "architecture.json", "architecture.svg",
        "model.safetensors", "checkpoint",
      ] {
        #expect(isThere(folder.appending(path: name)), "\(name)")
      }
      let summary = try json("summary.json", in: folder)
      try expectKeys(summary, summaryKeys)
      #expect(summary["method"] as? String == "train")
      let stages = try #require(summary["stages"] as? [[String: Any]])
      #expect(stages.map { $0["name"] as? String } == ["training"])
      #expect(stages[0]["testAccuracy"] as? Double == summary["testAccuracy"] as? Double)
      #expect(
        Set(try #require(summary["seconds"] as? [String: Double]).keys)
          == ["train", "evaluate", "total"])
      let lines = try metrics(folder)
      #expect(lines.map { $0["epoch"] as? Int } == [1, 2])
      let last = try #require(lines[1]["values"] as? [String: Double])
      #expect(last["validationAccuracy"] == summary["validationAccuracy"] as? Double)
      let options = try #require(json("config.json", in: folder)["options"] as? [String: Any])
      #expect(options["average-decay"] as? Double == 0.9)
      let evaluation = try #require(
        Program.run("evaluate", folder.path, "--json").json() as? [String: Any])
      try expectKeys(
        evaluation,
        [
          "testAccuracy", "testError", "testLoss", "accuracy", "images", "classes", "confusion",
          "mistakes",
        ])
      #expect(evaluation["testAccuracy"] as? Double == summary["testAccuracy"] as? Double)
      let drawing = try Program.run("draw", folder.path, "--output", "-")
      #expect(try Data(drawing.output.utf8).dropLast() == bytes("architecture.svg", in: folder))
    }

    @Test func anInterruptedRunEndsAsAnUninterruptedOne() throws {
      let folder = try Scratch.free()
      try interrupt(
        TinyTraining.arguments(output: folder), at: "epoch 1/2", expecting: "train", in: folder)
      #expect(try Program.run("resume", folder.path).code == 0)
      let whole = try TinyTraining.shared()
      #expect(try reproducible(folder) == reproducible(whole))
      #expect(try reproducibleMetrics(folder) == reproducibleMetrics(whole))
      for name in ["model.safetensors", "architecture.json", "architecture.svg", "config.json"] {
        #expect(try bytes(name, in: folder) == bytes(name, in: whole), "\(name)")
      }
    }

    /// All weights are trained: the masks of the search are no part of the file.
    @Test func whatHMNASFoundIsTrained() throws {
      let run = try TinyRun.shared().folder
      let found = run.appending(path: "architecture.json")
      let folder = try Scratch.free()
      let result = try Program.run(
        [
          "train", run.path, "--output", folder.path, "--epochs", "1", "--training-images", "40",
          "--batch-size", "20", "--threads", "1",
        ])
      #expect(result.code == 0, "\(result.errors)")
      #expect(try bytes("architecture.json", in: folder) == Data(contentsOf: found))
      let summary = try json("summary.json", in: folder)
      let search = try json("summary.json", in: TinyRun.shared().folder)
      try expectKeys(summary, summaryKeys)
      try expectKeys(search, summaryKeys)
      // The same network, with all of its weights.
      #expect(summary["parameters"] as? Int == search["parameters"] as? Int)
      #expect(summary["nonZeroParameters"] as? Int == summary["parameters"] as? Int)
      #expect(summary["validationAccuracy"] is NSNull)
    }

    @Test func aNetworkOfTheBenchmarkIsTrained() throws {
      let folder = try Scratch.free()
      let result = try Program.run(
        [
          "train", "--nas-bench-macro", "00000000", "--output", folder.path, "--epochs", "1",
          "--training-images", "20", "--batch-size", "20", "--threads", "1", "--json",
        ])
      #expect(result.code == 0, "\(result.errors)")
      #expect(Data(result.output.utf8) == (try bytes("summary.json", in: folder)))
      #expect(try json("architecture.json", in: folder)["code"] as? String == "00000000")
    }

    @Test func badInputIsRefused() throws {
      let network = try Scratch.file("network.json", TinyTraining.network).path
      let broken = try Scratch.file("broken.json", "{\"format\": ").path
      let other = try Scratch.file("other.json", "{\"format\": \"darts\"}").path
      let short = try Scratch.file(
        "short.json", TinyTraining.network.replacingOccurrences(of: "null, null", with: "null")
      ).path
      let folder = try Scratch.folder()
      for (arguments, code, fragments) in [
        (["nowhere.json"], 66, ["nowhere.json", "expected an architecture file"]),
        ([try Scratch.folder().path], 66, ["architecture.json", "expected the folder of a run"]),
        ([broken], 65, [broken, "not valid JSON"]),
        ([other], 65, [other, "darts", "adwp-macro-1"]),
        ([short], 65, [short, "4 blocks, expected 6"]),
        ([], 64, ["an architecture is missing"]),
        (["--nas-bench-macro", "01"], 64, ["8 digits"]),
        ([network, "--nas-bench-macro", "00000000"], 64, ["--nas-bench-macro"]),
        ([network, "--epoch", "3"], 64, ["epoch", "epochs?"]),
        ([network, "--epochs", "0"], 64, ["epochs is 0"]),
        ([network, "--batch-size", "100000"], 64, ["batch-size is 100000", "at most"]),
        ([network, "--precision", "bf16"], 64, ["precision is bf16", "float32"]),
        (
          ["--nas-bench-macro", "00000000", "--auxiliary-weight", "0.4"], 64,
          ["auxiliary-weight", "7x7", "4x4"]
        ),
        ([network, "--output", try TinyTraining.shared().path], 64, ["already holds a run"]),
      ] as [([String], Int32, [String])] {
        expectFailure(
          try Program.run(["train"] + arguments, in: folder), code: code, saying: fragments)
      }
      #expect(try Snapshot(folder).files.isEmpty)
      expectFailure(try Program.run("search", "train"), code: 64, saying: ["hm-nas"])
    }

    @Test func architectureFilesAreDrawn() throws {
      let network = try Scratch.file("network.json", TinyTraining.network)
      let result = try Program.run("draw", network.path, "--dataset", "fashion-mnist")
      #expect(result.code == 0)
      #expect(result.output.hasPrefix("<svg") && result.output.contains("network.json"))
      #expect(result.output.contains("1\u{00D7}28\u{00D7}28"))
      #expect(try Snapshot(network.deletingLastPathComponent()).files.count == 1)
    }

    @Test func hyperparametersAreListed() throws {
      let listed = try Program.run("config", "train", "--preset", "paper").output
      let run = try json("config.json", in: TinyTraining.shared())
      for key in try #require(run["options"] as? [String: Any]).keys {
        #expect(listed.contains("\n\(key) = "), "\(key)")
      }
      #expect(listed.contains("epochs = 600"))
    }
  }
}

/// The keys of `summary.json`, whatever the method.
private let summaryKeys: Set = [
  "method", "dataset", "preset", "seed", "testAccuracy", "testError", "validationAccuracy",
  "parameters", "nonZeroParameters", "multiplyAdds", "stages", "structure", "device", "libtorch",
  "commit", "seconds",
]
