import Foundation
import Testing

@testable import Architectures

@Suite struct TabularTruthTests {
  /// Networks of these accuracies, with the codes "0", "1" and so on.
  private static func networks(_ accuracies: [Double]) -> [TabulatedNetwork] {
    accuracies.enumerated().map { index, accuracy in
      TabulatedNetwork(
        code: "\(index)", cost: Cost(parameters: index, multiplyAdds: 10 * index), identities: 0,
        accuracy: accuracy)
    }
  }

  /// Standard competition ranking, "1224": 0.75 twice, so that the next one is fourth.
  @Test(arguments: [("0", 4, 0.5), ("1", 2, 0.25), ("2", 1, 0.0), ("3", 2, 0.25), ("4", 5, 0.875)])
  func equalAccuraciesShareTheBetterRank(code: String, rank: Int, regret: Double) throws {
    let networks = Self.networks([0.5, 0.75, 1, 0.75, 0.125])
    let truth = try TabularTruth(of: code, among: networks)
    #expect(truth.code == code)
    #expect(truth.rank == rank)
    #expect(truth.networks == 5)
    #expect(truth.bestAccuracy == 1)
    // Exact: all are binary fractions.
    #expect(truth.regret == regret)
    #expect(truth.accuracy == 1 - regret)
    let index = try #require(Int(code))
    #expect(truth.cost == Cost(parameters: index, multiplyAdds: 10 * index))
  }

  @Test func allMayBeEquallyGood() throws {
    let networks = Self.networks([0, 0, 0])
    for network in networks {
      let truth = try TabularTruth(of: network.code, among: networks)
      #expect(truth.rank == 1 && truth.regret == 0 && truth.bestAccuracy == 0)
    }
  }

  @Test func unknownCodesAreRefused() {
    for count in [0, 3] {
      let error = #expect(throws: ArchitectureError.self) {
        try TabularTruth(of: "3", among: Self.networks([Double](repeating: 0.5, count: count)))
      }
      #expect(
        error?.description
          == "The code \"3\" names no network, expected one of the \(count) of the table.")
    }
  }

  @Test func jsonHasEveryValue() throws {
    let truth = try TabularTruth(of: "0", among: Self.networks([0.5, 0.75]))
    let json = try JSONEncoder().encode(truth)
    #expect(try JSONDecoder().decode(TabularTruth.self, from: json) == truth)
    let object = try #require(JSONSerialization.jsonObject(with: json) as? [String: Any])
    #expect(
      Set(object.keys) == [
        "code", "accuracy", "rank", "networks", "bestAccuracy", "regret", "cost",
      ])
  }
}

/// Texts and networks as the codes of a table.
@Suite struct BenchmarkCodeTests {
  private static let cell =
    "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|skip_connect~0|nor_conv_1x1~1|avg_pool_3x3~2|"

  /// Stages are 2, 3 and 3 layers long; an identity that does not begin one goes to its end.
  @Test(
    arguments: [
      ("02012100", "02012100"), ("22202201", "22220210"), ("00000000", "00000000"),
      ("22201101", "22210110"),
    ])
  func codesOfOneNetworkAreOne(code: String, canonical: String) throws {
    #expect(try BenchmarkTable.nasBenchMacro.canonicalCode(code) == canonical)
    let network = Architecture(try NASBenchMacroNetwork(code: code))
    #expect(BenchmarkTable.nasBenchMacro.code(of: network) == canonical)
    #expect(BenchmarkTable.nasBench201.code(of: network) == nil)
  }

  @Test func aCellIsLookedUpInAnySkeleton() throws {
    #expect(try BenchmarkTable.nasBench201.canonicalCode(Self.cell) == Self.cell)
    let cell = try NASBench201Cell(code: Self.cell)
    for network in [
      NASBench201Network(cell), try NASBench201Network(cell, channels: 4, cellsPerStage: 1),
    ] {
      #expect(BenchmarkTable.nasBench201.code(of: Architecture(network)) == Self.cell)
      #expect(BenchmarkTable.nasBenchMacro.code(of: Architecture(network)) == nil)
    }
  }

  @Test(arguments: BenchmarkTable.allCases)
  func otherTextsAreRefused(table: BenchmarkTable) throws {
    let foreign = table == .nasBenchMacro ? Self.cell : "02012100"
    for text in ["", "none", foreign, table.exampleCode + " "] {
      #expect(throws: ArchitectureError.self) { try table.canonicalCode(text) }
    }
    #expect(try table.canonicalCode(table.exampleCode) == table.exampleCode)
    let plain = try Reference.plain.network(width: 8)
    #expect(table.code(of: plain) == nil)
  }
}
