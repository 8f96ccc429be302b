import Foundation
import Testing

/// Estimates of memory, and runs that are made to fit.
extension SearchTests {
  @Suite struct MemoryTests {
    /// Batches of all images in two stages, so that they weigh something beside the process.
    private static let options =
      TinyRun.options + [
        "--epochs", "1", "--search-batch-size", "40", "--mask-batch-size", "200",
        "--tune-batch-size", "200",
      ]

    @Test(arguments: ["fused", "reference"])
    func theEstimateIsNearThePeak(engine: String) throws {
      let batch = engine == "fused" ? "96" : "32"
      let result = try Program.run(
        "bench", "supernet", "--space", "hm-nas", "--channels", "8", "--cells", "3", "--batch",
        batch, "--image-size", "28", "--steps", "1", "--engine", engine, "--json")
      let figures = try #require(result.json() as? [String: Any])
      let peak = try #require(figures["peakMemoryBytes"] as? Double)
      let estimate = try #require(figures["estimatedMemoryBytes"] as? Double)
      #expect(peak > 0.5e9)
      #expect(abs(estimate / peak - 1) < 0.35, "\(estimate) of \(peak)")
    }

    @Test func aRunThatFitsIsLeftAsItIs() throws {
      let run = try TinyRun.shared()
      #expect(run.result.errors.contains(/Needs about \d+ MB of memory \(limit [\d.]+ .B\)\n/))
      #expect(!run.result.errors.contains("micro-batches"))
      #expect(try microBatchSize(run.folder) == 0)
    }

    @Test func aRunIsMadeToFit() throws {
      let byHand = try TinyRun(Self.options + ["--micro-batch-size", "100"])
      let need = try #require(megabytes(byHand.result.errors))
      // Too little for 200 images.
      let folder = try Scratch.free()
      let result = try interrupt(
        TinyRun.arguments(Self.options + ["--max-memory", "\(need + 3)MB"], output: folder),
        at: "Stage 1", expecting: "search", in: folder)
      let whole = try #require(megabytes(result.errors))
      #expect(whole > need + 3)
      for text in [
        "(limit \(need + 3) MB)", "in micro-batches of at most 100 images, with about \(need) MB",
        "batch normalisation",
      ] {
        #expect(result.errors.contains(text), "\(text): \(result.errors)")
      }
      #expect(try microBatchSize(folder) == 100)
      // The choice is part of the run: the limit and the machine matter no more.
      #expect(try Program.run("resume", folder.path).code == 0)
      for name in ["model.safetensors", "config.json"] {
        #expect(try bytes(name, in: folder) == bytes(name, in: byHand.folder), "\(name)")
      }
      #expect(try reproducible(folder) == reproducible(byHand.folder))
      #expect(try reproducibleMetrics(folder) == reproducibleMetrics(byHand.folder))
    }

    @Test func whatCannotFitIsSaid() throws {
      for options in [[], ["--micro-batch-size", "50"]] {
        let folder = try Scratch.free()
        expectFailure(
          try Program.run(
            TinyRun.arguments(Self.options + ["--max-memory", "20MB"] + options, output: folder)),
          code: 71,
          saying: [
            "not enough memory", options.isEmpty ? "passes of 13 images" : "passes of 50 images",
            "limit is 20 MB", "channels", "cells", "batches", "--max-memory",
          ])
        #expect(!isThere(folder))
      }
    }

    private func megabytes(_ errors: String) -> Int? {
      errors.firstMatch(of: /Needs about (\d+) MB of memory/).flatMap { Int($0.1) }
    }

    private func microBatchSize(_ folder: URL) throws -> Int? {
      try #require(json("config.json", in: folder)["options"] as? [String: Any])[
        "micro-batch-size"] as? Int
    }
  }
}
