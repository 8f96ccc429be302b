import Foundation
import TestSupport
import Testing

/// Searches with options that the others leave alone, many at once.
extension SearchTests {
  @Suite struct OptionTests {
    static let smallest =
      cellsOfThePaper + [
        "--cells", "1", "--channels", "1", "--training-images", "100", "--batch-size", "20",
        "--epochs", "1", "--warm-start-epochs", "0", "--threads", "\(threadsUnderTest)",
      ]

    @Test func secondOrderWithControlAndRegularisation() throws {
      let options =
        Self.smallest + [
          "--order", "second", "--random-mask-control", "true", "--auxiliary-weight", "0.4",
          "--stem-stride", "2", "--drop-path", "0.2", "--cutout", "8", "--tune-epochs", "2",
          "--mask-rule", "renormalised", "--architecture-sharing", "per-cell",
          "--edge-softmax", "per-cell", "--mask-scope", "all",
        ]
      let run = try TinyRun(options)
      let summary = try json("summary.json", in: run.folder)
      let stages = try #require(summary["stages"] as? [[String: Any]])
      #expect(
        stages.map { $0["name"] as? String }
          == ["supernet", "masked", "fine-tuned", "random-masks"])
      #expect((summary["seconds"] as? [String: Double])?["control"] != nil)
      #expect(run.result.output.contains("Control, random masks"))
      // The auxiliary classifier helps to train and is not part of the network.
      let model = try bytes("model.safetensors", in: run.folder)
      #expect(model.range(of: Data("auxiliary".utf8)) == nil)
      let evaluation = try #require(
        Program.run("evaluate", run.folder.path, "--json").json() as? [String: Any])
      #expect(evaluation["testAccuracy"] as? Double == summary["testAccuracy"] as? Double)
    }

    @Test func anArchitectureThatIsNeverLearnedIsSaid() throws {
      let run = try TinyRun(Self.smallest + ["--stem-stride", "4", "--warm-start-epochs", "1"])
      let note = "The architecture is not learned: warm-start-epochs is 1, expected fewer"
      #expect(run.result.errors.contains(note))
      #expect(try !TinyRun.shared().result.errors.contains("The architecture is not learned"))
    }

    @Test func literalMasksRemoveNothing() throws {
      let run = try TinyRun(
        Self.smallest + [
          "--stem-stride", "4", "--mask-rule", "literal", "--architecture-sharing", "shared",
          "--update-schedule", "constant", "--flip", "false", "--crop-padding", "0",
        ])
      let structure = try #require(
        json("summary.json", in: run.folder)["structure"] as? [[String: Any]])
      #expect(structure.map { $0["operations"] as? Int } == [98])
    }

    @Test func divergenceIsSaidAsWhatItIs() throws {
      let output = try Scratch.free()
      let result = try Program.run(
        TinyRun.arguments(
          TinyRun.options + [
            "--search-learning-rate", "1000", "--search-weight-decay", "1",
            "--search-gradient-clip", "1e9", "--search-final-learning-rate", "1000",
          ], output: output))
      #expect(result.code == 1)
      #expect(result.output.isEmpty)
      let sentence = try #require(result.errorLines.last)
      #expect(
        sentence.hasPrefix("Error: training diverged in stage search: the loss of step "),
        "\(sentence)")
      #expect(sentence.contains("expected smaller learning rates"))
    }
  }
}
