import Foundation
import TestSupport
import Testing

/// Comparisons under one budget, on a few pictures.
extension SearchTests {
  @Suite(.serialized) struct CompareTests {
    private static let methods = ["hm-nas", "adwpnas", "random", "mobilenet", "plain"]
    private static let pictures = Result {
      try ShapeFolder(count: 12, at: Scratch.folder().appending(path: "shapes")).url
    }

    private static func arguments(
      _ methods: [String] = methods, output: URL, _ more: [String] = ["--images", "700"]
    ) throws -> [String] {
      ["compare"] + methods + [
        "--dataset", "folder:\(try pictures.get().path)", "--image-size", "8", "--seeds", "2",
        "--max-multiply-adds", "60000", "--output", output.path, "--threads",
        "\(threadsUnderTest)", "--epochs", "1", "--batch-size", "8", "--channels", "1",
        "--cells", "1", "--warm-start-epochs", "0", "--generations", "1", "--population", "3",
        "--mutants", "1", "--crossovers", "1", "--held-out-images", "4",
        "--recalibration-batches", "1", "--recalibration-batch-size", "8",
        "--search-batch-size", "2",
      ] + more
    }

    /// One that nothing disturbs.
    private static let whole = Result {
      let folder = try Scratch.free()
      let result = try Program.run(arguments(output: folder, ["--images", "700", "--json"]))
      return (folder: folder, result: result)
    }

    /// The lines of `table.csv` without what the clock decides: their last six columns.
    private func table(_ folder: URL) throws -> [[String]] {
      let text = try String(contentsOf: folder.appending(path: "table.csv"), encoding: .utf8)
      return text.split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false).dropLast(6).map(String.init)
      }
    }

    /// What no run could begin with keeps nobody from the folder.
    @Test func aBudgetThatWasRefusedMayBeMended() throws {
      let folder = try Scratch.free()
      let refused = try Program.run(
        Self.arguments(["plain"], output: folder, ["--images", "1"]))
      #expect(refused.code == 64 && refused.errors.contains("max-images is 1"))
      let result = try Program.run(
        Self.arguments(["plain"], output: folder, ["--images", "700"]))
      #expect(result.code == 0, "\(result.errors)")
      let other = try Program.run(
        Self.arguments(["plain"], output: folder, ["--images", "800"]))
      #expect(other.code == 64 && other.errors.contains("budget is 800 images"))
    }

    @Test func everyContestantHasARowWithinTheBudget() throws {
      let (folder, result) = try Self.whole.get()
      try #require(result.code == 0, "\(result.errors)")
      let report = try #require(result.json() as? [String: Any])
      let output = try JSONDecoder().decode(JSONOutput.self, from: Data(result.output.utf8))
      #expect(try DocumentedJSON(of: "compare").faults(of: output).isEmpty)
      let rows = try #require(report["rows"] as? [[String: Any]])
      #expect(Set(rows.compactMap { $0["name"] as? String }) == Set(Self.methods))
      let means = try rows.map {
        try #require(($0["accuracy"] as? [String: Any])?["mean"] as? Double)
      }
      #expect(means == means.sorted(by: >))
      for row in rows {
        #expect(row["runs"] as? Int == 2)
      }
      let runs = try #require(report["runs"] as? [[String: Any]])
      #expect(runs.count == 10)
      for run in runs {
        #expect(try #require(run["multiplyAdds"] as? Int) <= 60_000)
      }
      // 36 PNG and 12 JPEG files: 14 epochs of 48 images are 672 of the 700.
      for run in runs where ["random", "mobilenet", "plain"].contains(run["name"] as? String) {
        #expect(run["epochs"] as? Int == 14)
      }
      let page = try String(contentsOf: folder.appending(path: "table.html"), encoding: .utf8)
      #expect(page.contains("<svg") && !page.contains("src="))
      for name in Self.methods { #expect(page.contains(">\(name)</")) }
      // The same final training for all.
      let recipe = ["learning-rate", "momentum", "weight-decay", "batch-size", "label-smoothing"]
      let options = try Self.methods.map { name in
        let file = folder.appending(path: "runs/\(name)-0")
        return try #require(json("config.json", in: file)["options"] as? [String: Any])
      }
      for key in recipe {
        let values = zip(["tune-", "train-", "", "", ""], options).map { "\($1[$0 + key] ?? "")" }
        #expect(Set(values).count == 1 && values[0] != "", "\(key): \(values)")
      }
    }

    @Test func killedAndMadeAgainItGivesTheSameTable() throws {
      let whole = try Self.whole.get().folder
      let folder = try Scratch.free()
      for moment in ["Stage 2", "Writing to \(folder.path)/runs/random-0", "adwpnas-1"] {
        let running = try Program.start(Self.arguments(output: folder))
        running.waitForError(containing: moment)
        running.kill()
        #expect(try running.finish().code == SIGKILL)
        #expect(!isThere(folder.appending(path: "table.csv")))
      }
      let result = try Program.run(Self.arguments(output: folder))
      #expect(result.code == 0, "\(result.errors)")
      // What was complete is not made again.
      #expect(!result.errors.contains("hm-nas-0"))
      #expect(try table(folder) == table(whole))
      #expect(try bytes("compare.json", in: folder) == bytes("compare.json", in: whole))
      for name in try FileManager.default.contentsOfDirectory(atPath: whole.path + "/runs") {
        for file in ["model.safetensors", "architecture.json", "config.json"] {
          #expect(
            try bytes("runs/\(name)/\(file)", in: folder)
              == bytes("runs/\(name)/\(file)", in: whole), "\(name)/\(file)")
        }
      }
      // Further methods come to those that are there; nothing else is made.
      let more = try Program.run(Self.arguments(["resnet"], output: folder))
      #expect(more.code == 0, "\(more.errors)")
      #expect(more.output.contains("resnet") && more.output.contains("hm-nas"))
      #expect(!more.errors.contains("mobilenet"))
      #expect(try table(folder).count == 7)
    }

    /// Five networks of the size of what was found, each with as many images; killed and gone on with.
    @Test func aVerdictSetsWhatWasFoundBesideChanceAndTheHand() throws {
      let folder = try Scratch.free()
      let running = try Program.start(
        [
          "search", "hm-nas", "--dataset", "folder:\(try Self.pictures.get().path)",
          "--image-size", "8", "--output", folder.path, "--threads", "\(threadsUnderTest)",
          "--epochs", "1", "--batch-size", "8", "--warm-start-epochs", "0", "--search-batch-size",
          "2", "--max-images", "400", "--verdict",
        ])
      running.waitForError(containing: "verdict/runs/mobilenet3-0")
      running.kill()
      _ = try running.finish()
      #expect(try json("summary.json", in: folder)["verdict"] == nil)
      let result = try Program.run("resume", folder.path, "--verdict", "--json")
      #expect(result.code == 0, "\(result.errors)")
      let summary = try #require(result.json() as? [String: Any])
      let verdict = try #require(summary["verdict"] as? [String: Any])
      let sentence = try #require(verdict["sentence"] as? String)
      #expect(sentence.contains("(2 random networks: ") && sentence.contains(" the hand ("))
      #expect(
        Set(try #require(verdict["hand"] as? [String: Double]).keys)
          == ["mobilenet", "mobilenet3", "plain"])
      #expect((verdict["chance"] as? [Double])?.count == 2)
      let report = try String(contentsOf: folder.appending(path: "report.md"), encoding: .utf8)
      #expect(report.hasSuffix("\n## The verdict\n\n\(sentence).\n"))
      // Of the same size and with the same means.
      let size = try #require(summary["multiplyAdds"] as? Int)
      for name in ["mobilenet-0", "mobilenet3-0", "plain-0", "random-0", "random-1"] {
        let run = folder.appending(path: "verdict/runs/\(name)")
        let own = try json("summary.json", in: run)
        #expect(try #require(own["multiplyAdds"] as? Int) <= size, "\(name)")
        let options = try #require(json("config.json", in: run)["options"] as? [String: Any])
        #expect(options["max-images"] as? Int == 400)
      }
      // Judged once: now it is only shown.
      let again = try Program.run("resume", folder.path, "--verdict")
      #expect(again.output.contains(sentence) && !again.errors.contains("plain-0"))
      expectFailure(
        try Program.run("search", "adwpnas", "--generations", "0", "--verdict"), code: 64,
        saying: ["without a network"])
      expectFailure(
        try Program.run("resume", try TinyTraining.shared().path, "--verdict"), code: 64,
        saying: ["--verdict", "of train"])
    }

    @Test func badInputIsRefused() throws {
      let folder = try Scratch.free()
      let whole = try Self.whole.get().folder
      for (arguments, fragments) in [
        (["compare", "plain", "--images", "10"], ["--output"]),
        (["compare", "plain", "--output", folder.path], ["--images or --budget"]),
        (try Self.arguments([], output: folder), ["a method is missing", "hm-nas"]),
        (try Self.arguments(["plian"], output: folder), ["'plian'", "did you mean plain?"]),
        (
          try Self.arguments(["plain"], output: folder, ["--budget", "30"]),
          ["budget is 30", "30m"]
        ),
        (
          try Self.arguments(output: folder, ["--images", "9", "--momentun", "0.5"]),
          ["no option momentun", "momentum?"]
        ),
        (
          try Self.arguments(output: folder, ["--images", "9", "--tune-momentum", "0.5"]),
          ["tune-momentum", "HM-NAS alone"]
        ),
        (
          try Self.arguments(
            ["plain"], output: folder, ["--images", "9", "--seeds", "\(Int.max)"]),
          ["seeds is \(Int.max)", "1 to 1000"]
        ),
        (
          try Self.arguments(["plain"], output: folder, ["--images", "9", "--seeds", "0"]),
          ["seeds is 0", "1 to 1000"]
        ),
        (
          try Self.arguments(output: folder, ["--images", "9", "--max-images", "9"]),
          ["max-images is decided"]
        ),
      ] {
        expectFailure(try Program.run(arguments), code: 64, saying: fragments)
      }
      // What is known only once the pictures are read.
      for (arguments, fragments) in [
        (try Self.arguments(output: whole, ["--images", "600"]), ["600 images", "700 images"]),
        (
          try Self.arguments(
            ["plain"], output: folder, ["--images", "9", "--max-multiply-adds", "50"]),
          ["at most 50 multiply-adds", "expected at least "]
        ),
        (
          [
            "compare", "random", "--images", "9", "--output", folder.path, "--dataset",
            "folder:\(try Self.pictures.get().path)",
          ],
          ["--max-multiply-adds or --max-parameters"]
        ),
        (
          try Self.arguments(
            ["plain"], output: URL(filePath: try TinyTraining.shared().path), ["--images", "900"]),
          ["holds other files", "that of a comparison"]
        ),
      ] {
        let result = try Program.run(arguments)
        #expect(result.code == 64)
        for fragment in fragments { #expect(result.errorLines.last?.contains(fragment) == true) }
      }
      #expect(!isThere(folder))
    }
  }
}
