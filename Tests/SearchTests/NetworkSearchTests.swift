import Architectures
import Datasets
import Foundation
import HMNAS
import Search
import TestSupport
import Testing
import Tracking
import Training

/// Searches that a program runs.
struct NetworkSearchTests {
  private static let source = PixelSource(
    name: "stripes", training: .synthetic(count: 90, side: 12, classes: 3, seed: 1),
    classNames: ["low", "middle", "high"])
  private static let options: [String: Setting] = [
    "channels": 2, "cells": 3, "stem-stride": 2, "training-images": 0, "epochs": 1,
    "batch-size": 12, "warm-start-epochs": 0, "tune-learning-rate": 0.1,
    "random-mask-control": false, "validation-fraction": 0.2,
  ]

  private func search(
    _ folder: URL, _ options: [String: Setting] = options
  ) throws -> NetworkSearch<HMNASRun> {
    try NetworkSearch(
      HMNASRun.self, images: Self.source, options: options, seed: 3, threads: threadsUnderTest,
      folder: folder)
  }

  @Test func aSearchIsWatchedStoppedAndGoneOnWithToTheSameBytes() throws {
    try withTemporaryFolder { parent in
      var stages: [String] = []
      let whole = parent.appending(path: "whole")
      let summary = try search(whole).run { event in
        if case .stageStarted(let stage, _, _) = event { stages.append(stage.title) }
      }
      #expect(stages == ["Stage 1, supernet", "Stage 2, masks", "Stage 3, fine-tuning"])
      #expect(summary.dataset == "stripes")

      let stopped = parent.appending(path: "stopped")
      var steps = 0
      #expect(throws: Interrupted.self) {
        try search(stopped).run(
          observe: { if case .step = $0 { steps += 1 } }, shouldStop: { steps == 2 })
      }
      let resumed = try search(stopped).run()
      #expect(resumed.testAccuracy == summary.testAccuracy)
      for name in ["model.safetensors", "architecture.json"] {
        #expect(
          try Data(contentsOf: stopped.appending(path: name))
            == Data(contentsOf: whole.appending(path: name)), "\(name)")
      }
      // The run says itself what its classes are, and of a complete one, the result is given again.
      let configuration = try RunFolder(whole).readConfiguration()
      #expect(configuration.data?.classNames == ["low", "middle", "high"])
      #expect(try search(whole).run() == summary)
      // Other options are not ignored for it.
      let other = Self.options.merging(["channels": 3]) { $1 }
      let error = #expect(throws: RunError.self) { try search(whole, other).run() }
      #expect(error?.description.contains("channels is 2, but the search has 3") == true)
    }
  }

  @Test func whatCannotBeUsedIsSaid() throws {
    try withTemporaryFolder { parent in
      func fault(_ options: [String: Setting]) -> String {
        do throws {
          _ = try search(parent.appending(path: "run"), options)
          return "none"
        } catch {
          return "\(error)"
        }
      }
      #expect(fault(["channel": 4]) == "there is no option channel; did you mean channels?")
      #expect(
        fault(["channels": 0]) == "option channels is 0, expected a whole number from 1 to 2048")
      #expect(fault(["channels": "many"]).hasPrefix("option channels is many, expected"))
      #expect(!FileManager.default.fileExists(atPath: parent.appending(path: "run").path))
    }
  }

  @Test func theRunOfAnotherMethodIsNotGoneOnWith() throws {
    let other = try SmallRun<Trials>([
      "--training-images", "60", "--batch-size", "20", "--auxiliary-weight", "0", "--drop-path",
      "0",
    ])
    #expect(try !other.run(steps: 1) { try $0.start() })
    let error = #expect(throws: RunError.self) { try search(other.folder.url).run() }
    #expect(error?.description.contains("method is trials, expected hm-nas") == true)
  }
}
