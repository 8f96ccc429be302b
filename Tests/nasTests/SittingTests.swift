import Foundation
import TestSupport
import Testing

/// A run that is made in pieces.
extension SearchTests {
  @Suite struct SittingTests {
    private static let search = [
      "search", "hm-nas", "--channels", "1", "--cells", "1", "--stem-stride", "4",
      "--training-images", "40", "--batch-size", "20", "--epochs", "1", "--warm-start-epochs", "0",
      "--validation-fraction", "0.5", "--threads", "\(threadsUnderTest)",
      "--evaluation-batch-size", "10000",
    ]

    /// Each piece is as short as can be: a step.
    @Test func piecesGiveTheBytesOfOneRun() throws {
      let whole = try Scratch.free()
      let pieces = try Scratch.free()
      let undisturbed = try Program.run(Self.search + ["--output", whole.path])
      #expect(undisturbed.code == 0, "\(undisturbed.errors)")
      var piece = try Program.run(
        Self.search + ["--output", pieces.path, "--stop-after", "0.001s"])
      var count = 1
      while piece.code == 124, count < 50 {
        #expect(
          piece.errors.contains("The time is up; saved. Go on with: nas resume \(pieces.path)"))
        #expect(piece.output.isEmpty)
        piece = try Program.run("resume", pieces.path, "--stop-after", "0.001s")
        count += 1
      }
      #expect(piece.code == 0, "\(piece.errors)")
      #expect(count >= 5)
      for file in ["model.safetensors", "architecture.json", "evaluation.json"] {
        let (first, second) = try (
          Data(contentsOf: whole.appending(path: file)),
          Data(contentsOf: pieces.appending(path: file))
        )
        #expect(first == second, "\(file)")
      }
      // An hour is more than it needs.
      let enough = try Program.run(
        Self.search + ["--output", try Scratch.free().path, "--stop-after", "1h"])
      #expect(enough.code == 0, "\(enough.errors)")
    }

    @Test(arguments: ["0s", "-1m", "7", "soon", "nanm", ""])
    func aTimeThatIsNoneIsRefused(time: String) throws {
      expectFailure(
        try Program.run(["resume", "x", "--stop-after", time]), code: 64,
        saying: ["expected a duration, such as 30m"])
    }
  }
}
