import Foundation
import Testing
import Tracking

@testable import Records

struct DetailsTests {
  private func withRuns(_ body: (RunDetails, RunDetails) throws -> Void) throws {
    try withTemporaryFolder { folder throws in
      let first = try MadeRun(folder.appending(path: "first"), options: ["cells": 3])
      try first.train(1...7)
      try first.complete(validation: 0.85) { summary in
        summary.verdict = Summary.Verdict(found: 0.9, chance: [], hand: ["plain": 0.7])
        summary.budgets = [
          Summary.Budget(
            resource: "parameters", limit: 2000, found: 1000, measured: nil, firstMetEpoch: nil,
            switchedOff: 0, switchedOn: 0)
        ]
      }
      let second = try MadeRun(
        folder.appending(path: "second"), seed: 1, options: ["cells": 8, "nodes": 2])
      var configuration = try second.folder.readConfiguration()
      configuration.threads = 1
      try second.folder.write(configuration, to: second.folder.configuration)
      try body(RunDetails(of: first.folder.url), RunDetails(of: second.folder.url))
    }
  }

  @Test func aRunIsToldAsAWhole() throws {
    try withRuns { details, _ throws in
      #expect((details.state, details.epochs.count) == (.complete, 7))
      #expect(
        details.files.map(\.name) == [
          "config.json", "metrics.jsonl", "snapshots.jsonl", "summary.json",
        ])
      let text = details.text
      for part in [
        "first: hm-nas on fashion-mnist, seed 0, complete", "cells          3",
        "fine-tuned        90.00 %", "time: search 20 s, total 31 s", "parameters    2,000  1,000",
        "20.00 points above the hand", "search      7", "entropy 1.75, skips 0",
        "metrics.jsonl",
      ] {
        #expect(text.contains(part), "\(part) is not in\n\(text)")
      }
      #expect(!text.contains("search      2"))
    }
  }

  @Test func aRunUnderWayHasNoResult() throws {
    try withRuns { _, details throws in
      #expect((details.state, details.summary) == (.stopped, nil))
      #expect(!details.text.contains("test accuracy"))
      let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(details))
      let keys = try #require(object as? [String: Any])
      #expect(keys["summary"] is NSNull)
      #expect(Set(keys.keys).count == 8)
    }
  }

  @Test func differencesAreNamed() throws {
    try withRuns { first, second throws in
      let difference = RunDifference(first, second)
      #expect(!difference.isSameRun)
      #expect(
        difference.options == [
          Both(name: "cells", first: 3, second: 8), Both(name: "nodes", first: nil, second: 2),
        ])
      #expect(difference.subject == [Both(name: "seed", first: "0", second: "1")])
      #expect(difference.place == [Both(name: "threads", first: 2, second: 1)])
      #expect(difference.results.first == Both(name: "test accuracy", first: 0.9, second: nil))
      #expect(difference.text.contains("cells   3"))
      #expect(difference.text.contains("90.00 %"))
      let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(difference))
      let options = try #require((object as? [String: Any])?["options"] as? [[String: Any]])
      #expect(options[1]["first"] is NSNull)
    }
  }

  @Test func aRunHasNoDifferenceFromItself() throws {
    try withRuns { first, _ in
      let difference = RunDifference(first, first)
      #expect(difference.isSameRun && difference.options.isEmpty && difference.place.isEmpty)
      #expect(difference.text.hasPrefix("Both have the same"))
    }
  }

  @Test func whatIsNoRunIsRefused() throws {
    try withTemporaryFolder { folder throws in
      #expect(saying("expected the folder of a run") { try RunDetails(of: folder) })
    }
  }
}
