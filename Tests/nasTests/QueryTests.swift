import Foundation
import Testing

@Suite struct QueryTests {
  private static func query(
    _ table: String, _ network: String, _ folder: URL, _ options: String...
  ) throws -> Program.Result {
    try Program.run(["query", table, network, "--data-dir", folder.path] + options)
  }

  /// The cell with these operations on the edges 0-1; 0-2, 1-2; 0-3, 1-3, 2-3.
  private static func cell(_ edges: [String]) -> String {
    "|\(edges[0])~0|+|\(edges[1])~0|\(edges[2])~1|+|\(edges[3])~0|\(edges[4])~1|\(edges[5])~2|"
  }

  private static let convolutions = [String](repeating: "nor_conv_3x3", count: 6)
  private static let best = cell(convolutions)
  /// It has one convolution less, as have 6 · 4 cells in all.
  private static let second = cell(convolutions.dropLast() + ["none"])
  /// It has two less, so that 1 + 6 · 4 cells are better.
  private static let third = cell(convolutions.dropLast(2) + ["none", "none"])

  // Of 1,531,546 published parameters and 220.11969M "flops", which count 10 biases as well.
  @Test func linesForPeople() throws {
    let result = try Self.query("nas-bench-201", Self.best, SyntheticTables.nasBench201())
    #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
    #expect(
      result.output == """
        NAS-Bench-201: CIFAR-10 test accuracy after 200 epochs
        code           \(Self.best)
        accuracy       90.00 %
        rank           1 of 15,625
        regret         0.00 points (the best has 90.00 %)
        parameters     1,531,546
        multiply-adds  220.1 M

        """)
    let second = try Self.query("nas-bench-201", Self.second, SyntheticTables.nasBench201())
    for line in ["rank           2 of", "regret         10.00 points (the best has 90.00 %)"] {
      #expect(second.output.contains("\n\(line)"), "\(second.output)")
    }
  }

  @Test func jsonHasEveryValue() throws {
    let folder = try SyntheticTables.nasBench201()
    for (code, accuracy, rank) in [
      (Self.best, 0.9, 1), (Self.second, 0.8, 2), (Self.third, 0.7, 26),
    ] {
      let result = try Self.query("nas-bench-201", code, folder, "--json")
      #expect(result.code == 0, "\(result.errors)")
      try expectKeys(
        result.json(),
        ["code", "accuracy", "rank", "networks", "bestAccuracy", "regret", "cost"])
      let truth = try #require(result.json() as? [String: Any])
      try expectKeys(truth["cost"], ["parameters", "multiplyAdds"])
      #expect(truth["code"] as? String == code)
      #expect(truth["rank"] as? Int == rank)
      #expect(truth["networks"] as? Int == 15_625)
      for (key, value) in [
        ("accuracy", accuracy), ("bestAccuracy", 0.9), ("regret", 0.9 - accuracy),
      ] {
        #expect(abs(try #require(truth[key] as? Double) - value) < 1e-12, "\(key)")
      }
    }
  }

  /// The table has each distinct network of NAS-Bench-Macro once.
  @Test func everyCodeOfANetworkIsFound() throws {
    let folder = try SyntheticTables.nasBenchMacro()
    let result = try Self.query("nas-bench-macro", "22220210", folder, "--json")
    let truth = try #require(result.json() as? [String: Any])
    #expect(truth["code"] as? String == "22220210")
    #expect(truth["networks"] as? Int == 3969)
    // Two identities: 88 %. Better ones have none and end in 2 (2^7), or have one at the end of the
    // network (2^7) or in one of five other places, with a 2 at the end (5 · 2^6).
    #expect(truth["rank"] as? Int == 1 + 128 + 128 + 320)
    // Its identities stand in other places of their stages.
    let other = try Self.query("nas-bench-macro", "22202201", folder, "--json")
    #expect(other.code == 0 && other.output == result.output)
    // The benchmark's own counts.
    let known = try Self.query("nas-bench-macro", "02012100", folder, "--json")
    #expect(
      (try known.json() as? [String: Any])?["cost"] as? [String: Int]
        == ["parameters": 890_666, "multiplyAdds": 47_327_744])
  }

  @Test func runsAndFilesAreLookedUpByTheirNetwork() throws {
    let folder = try SyntheticTables.nasBench201()
    let expected = try Self.query("nas-bench-201", Self.second, folder).output
    #expect(expected.contains("80.00 %"))
    // Of another skeleton than the benchmark's.
    let file = try Scratch.file(
      "architecture.json",
      """
      {"format": "nas-bench-201-1", "channels": 4, "cellsPerStage": 1, "code": "\(Self.second)"}
      """)
    for path in [file.path, file.deletingLastPathComponent().path] {
      let result = try Self.query("nas-bench-201", path, folder)
      #expect(result.code == 0, "\(result.errors)")
      #expect(result.output == expected)
    }
    expectFailure(
      try Self.query("nas-bench-macro", file.path, SyntheticTables.nasBenchMacro()), code: 64,
      saying: [file.path, "format nas-bench-201-1", "expected a network of NAS-Bench-Macro"])
  }

  /// A command means the same in every folder.
  @Test func aCodeIsOneWhateverFilesThereAre() throws {
    let table = try SyntheticTables.nasBenchMacro().path
    let folder = try Scratch.file("02012100", "{}").deletingLastPathComponent()
    func query(_ network: String) throws -> Program.Result {
      try Program.run(["query", "nas-bench-macro", network, "--data-dir", table], in: folder)
    }
    #expect(try query("02012100").output.contains("\naccuracy       86.00 %\n"))
    expectFailure(
      try query("./02012100"), code: 65, saying: ["./02012100 is no architecture", "format"])
  }

  @Test func badInputIsRefused() throws {
    let folder = try SyntheticTables.nasBenchMacro()
    for network in ["0201210", "02012103", Self.best] {
      expectFailure(
        try Self.query("nas-bench-macro", network, folder), code: 66,
        saying: ["there is no file \(network)", "codes of NAS-Bench-Macro, such as 02012100"])
    }
    expectFailure(
      try Self.query("nas-bench-201", "|none~0|", folder), code: 66,
      saying: ["there is no file |none~0|", "codes of NAS-Bench-201, such as |nor_conv_3x3~0|+"])

    let empty = try Scratch.folder()
    expectFailure(
      try Self.query("nas-bench-macro", empty.path, folder), code: 66,
      saying: ["\(empty.path)/architecture.json", "expected the folder of a run"])
    expectFailure(
      try Self.query("nas-bench-201", Self.best, empty), code: 66,
      saying: ["\(empty.path)/cifar10.csv", "expected the CSV table"])
    let csv = try Scratch.file("cifar10.csv", "a,b\n1,2\n")
    expectFailure(
      try Self.query("nas-bench-201", Self.best, csv.deletingLastPathComponent()), code: 65,
      saying: [csv.path, "line 1", "arch_str"])
  }

  @Test(
    arguments: [
      (["query", "nas-bench-macro", "02012100"], ["data-dir"]),
      (["query", "nas-bench-macro", "--data-dir", "x"], ["<network>"]),
      (["query", "imagenet", "02012100", "--data-dir", "x"], ["'imagenet'", "'nas-bench-201'"]),
      (["query", "nas-bench-macro", "02012100", "--data-dir", ""], ["--data-dir is empty"]),
    ] as [([String], [String])])
  func wrongUsageIsRefused(arguments: [String], fragments: [String]) throws {
    expectFailure(try Program.run(arguments), code: 64, saying: fragments)
  }

  // The optimum of the paper, 94.37 %.
  @Test(
    "NAS-Bench-201 has its published optimum",
    .enabled(if: isThere(officialTable), "needs the table in ../shared/data/nas-bench-201"))
  func officialTableIsQueried() throws {
    let optimum = Self.cell([
      "nor_conv_3x3", "nor_conv_3x3", "nor_conv_3x3", "skip_connect", "nor_conv_3x3",
      "nor_conv_1x1",
    ])
    let result = try Self.query(
      "nas-bench-201", optimum, officialTable.deletingLastPathComponent())
    for line in [
      "accuracy       94.37 %", "rank           1 of 15,625",
      "regret         0.00 points (the best has 94.37 %)",
    ] {
      #expect(result.output.contains("\n\(line)\n"), "\(result.output)\(result.errors)")
    }
  }
}

private let officialTable = URL(filePath: #filePath).resolvingSymlinksInPath()
  .appending(path: "../../../../shared/data/nas-bench-201/cifar10.csv").standardizedFileURL
