import Foundation
import Testing
import Tracking

@testable import Records

struct QueryTests {
  private static func made<Result>(_ body: (RunIndex) throws -> Result) throws -> Result {
    try withTemporaryFolder { folder throws in
      let runs: [(String, String, String, UInt64, [String: Setting], Double?)] = [
        ("a", "hm-nas", "mnist", 3, ["cells": 3], 0.9),
        ("b", "hm-nas", "cifar-10", 10, ["cells": 8, "learning-rate": 0.1], 0.8),
        ("c", "adwpnas", "mnist", 2, ["order": "second"], 0.95),
        ("d", "train", "mnist", .max, ["flip": false, "learning-rate": 1], nil),
      ]
      for (number, (name, method, dataset, seed, options, accuracy)) in runs.enumerated() {
        let run = try MadeRun(
          folder.appending(path: name), method: method, dataset: dataset, seed: seed,
          options: options)
        guard let accuracy else { continue }
        try run.complete(
          accuracy: accuracy, parameters: 1000 - number, multiplyAdds: 100 * (number + 1))
      }
      let index = try RunIndex(folder: folder)
      try index.updateAll()
      return try body(index)
    }
  }

  private static let filters: [(RunFilter, [String])] = [
    (filter { _ in }, ["a", "b", "c", "d"]),
    (filter { $0.method = "hm-nas" }, ["a", "b"]),
    (filter { ($0.method, $0.dataset) = ("hm-nas", "mnist") }, ["a"]),
    (filter { $0.state = .stopped }, ["d"]),
    (filter { $0.leastAccuracy = 0.9 }, ["a", "c"]),
    (filter { $0.mostParameters = 999 }, ["b", "c"]),
    (filter { $0.mostMultiplyAdds = 200 }, ["a", "b"]),
    (filter { $0.options = [choice("cells=8.0")] }, ["b"]),
    (filter { $0.options = [choice("learning-rate=5e-2")] }, ["a", "c"]),
    (filter { $0.options = [choice("learning-rate=1.0")] }, ["d"]),
    (filter { $0.options = [choice("flip=true"), choice("order=first")] }, ["a", "b"]),
    (filter { $0.options = [choice("order=' OR 1=1 --")] }, []),
    (filter { $0.options = [choice("nothing=1")] }, []),
  ]

  private static func filter(_ change: (inout RunFilter) -> Void) -> RunFilter {
    var filter = RunFilter()
    change(&filter)
    return filter
  }

  private static func choice(_ text: String) -> RunFilter.Choice {
    RunFilter.Choice(text) ?? RunFilter.Choice(key: "", value: "")
  }

  @Test func filtersKeepWhatFits() throws {
    try Self.made { index throws in
      for (filter, paths) in Self.filters {
        #expect(
          try index.runs(matching: filter, sortedBy: .path).map(\.path) == paths, "\(filter)")
      }
    }
  }

  @Test func runsAreSortedAsIsNatural() throws {
    try Self.made { index throws in
      for (order, paths) in [
        .path: ["a", "b", "c", "d"], .accuracy: ["c", "a", "b", "d"],
        .parameters: ["c", "b", "a", "d"], .multiplyAdds: ["a", "b", "c", "d"],
        .seed: ["c", "a", "b", "d"], .method: ["c", "a", "b", "d"],
        .dataset: ["b", "a", "c", "d"], .state: ["a", "b", "c", "d"],
      ] as [RunOrder: [String]] {
        #expect(try index.runs(sortedBy: order).map(\.path) == paths, "\(order)")
      }
      for order in RunOrder.allCases { #expect(try index.runs(sortedBy: order).count == 4) }
      #expect(
        try index.runs(sortedBy: .accuracy, reversed: true).map(\.path) == ["b", "a", "c", "d"])
      #expect(try index.runs(sortedBy: .accuracy, limit: 2).map(\.path) == ["c", "a"])
      #expect(try index.runs(limit: 0).isEmpty)
    }
  }

  @Test(arguments: ["a", "=b", ""]) func aChoiceNeedsKeyAndSign(text: String) {
    #expect(RunFilter.Choice(text) == nil)
  }

  @Test func aChoiceMayHoldSigns() {
    #expect(RunFilter.Choice("a=b=c") == RunFilter.Choice(key: "a", value: "b=c"))
    #expect(RunFilter.Choice("a=") == RunFilter.Choice(key: "a", value: ""))
  }

  @Test func theListingHasARowForEach() throws {
    try Self.made { index throws in
      let lines = RunListing(try index.runs(sortedBy: .path)).text.split(separator: "\n")
      #expect(lines.count == 5)
      #expect(lines[0].hasPrefix("run  state"))
      #expect(
        lines[1].split(separator: " ").map(String.init) == [
          "a", "complete", "hm-nas", "mnist", "3", "90.00", "%", "1,000", "100", "31", "s",
        ])
      #expect(lines[4].hasSuffix("\(UInt64.max)"))
    }
  }
}
