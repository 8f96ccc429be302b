import Foundation
import Testing

@Suite struct AuditTests {
  private static let quick = ["--sample", "100", "--resamples", "10"]

  private static func audit(_ table: String, _ folder: URL, _ options: [String]) throws
    -> Program.Result
  {
    try Program.run(["audit", "--table", table, "--data-dir", folder.path] + options)
  }

  @Test func everyProxyIsAudited() throws {
    let folder = try SyntheticTables.nasBenchMacro()
    let result = try Self.audit("nas-bench-macro", folder, Self.quick + ["--json"])
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.errors.isEmpty)
    let report = try #require(result.json() as? [String: Any])
    #expect(report["table"] as? String == "nas-bench-macro")
    #expect(report["networks"] as? Int == 100)
    #expect(report["confidence"] as? Double == 0.95)
    let proxies = try #require(report["proxies"] as? [[String: Any]])
    #expect(
      proxies.map { $0["proxy"] as? String } == ["parameters", "multiply-adds", "minus-identities"])
    try expectKeys(report, Self.reportKeys)
    #expect(report["reference"] is NSNull)
    for proxy in proxies {
      try expectKeys(proxy, ["proxy", "statistics", "differences"])
      #expect(proxy["differences"] is NSNull)
      try expectKeys(proxy["statistics"], Self.statistics)
      try expectKeys((proxy["statistics"] as? [String: Any])?["tau"], ["value", "lower", "upper"])
    }
  }

  @Test func comparedProxiesHaveTheSameKeys() throws {
    let options =
      ["--sample", "20", "--resamples", "10", "--json", "--proxy", "parameters"]
      + ["--proxy", "minus-identities", "--reference", "parameters"]
    let result = try Self.audit("nas-bench-macro", SyntheticTables.nasBenchMacro(), options)
    let report = try #require(result.json() as? [String: Any])
    try expectKeys(report, Self.reportKeys)
    #expect(report["reference"] as? String == "parameters")
    let proxies = try #require(report["proxies"] as? [[String: Any]])
    for proxy in proxies {
      try expectKeys(proxy, ["proxy", "statistics", "differences"])
      try expectKeys(proxy["statistics"], Self.statistics)
    }
    #expect(proxies[0]["differences"] is NSNull)
    try expectKeys(proxies[1]["differences"], Self.statistics)
  }

  private static let reportKeys: Set = [
    "table", "truth", "networks", "seed", "resamples", "confidence", "reference", "proxies",
  ]
  private static let statistics: Set = [
    "tau", "tauTopHalf", "tauTopTenth", "tauInBands", "foundInBands", "regretInBands",
    "rankInBands", "spearman", "bestOfTopTen", "regretOfTopTen",
  ]

  @Test func tableForPeople() throws {
    let folder = try SyntheticTables.nasBench201()
    let options = Self.quick + ["--proxy", "minus-identities", "--proxy", "parameters"]
    let result = try Self.audit("nas-bench-201", folder, options + ["--seed", "3"])
    #expect(result.code == 0, "\(result.errors)")
    for text in [
      "NAS-Bench-201, 100 networks: CIFAR-10 test accuracy after 200 epochs", "Kendall's tau-b",
      "Spearman's rho", "best of the top ten, %",
      "95 % bootstrap intervals of 10 resamples, seed 3",
    ] {
      #expect(result.output.contains(text), "\(result.output)")
    }
    let lines = result.output.split(separator: "\n")
    #expect(lines.contains { $0.contains(/minus-identities +parameters/) })
    #expect(!result.output.contains("multiply-adds"))
    #expect(
      try Self.audit("nas-bench-201", folder, options + ["--seed", "3"]).output == result.output)
    #expect(
      try Self.audit("nas-bench-201", folder, options + ["--seed", "4"]).output != result.output)
  }

  @Test func proxiesAreComparedWithAReference() throws {
    let folder = try SyntheticTables.nasBenchMacro()
    let file = try Scratch.free("scores.csv")
    let options =
      Self.quick + ["--proxy", "minus-identities", "--proxy", "parameters"]
      + ["--reference", "parameters"]
    let result = try Self.audit("nas-bench-macro", folder, options + ["--scores", file.path])
    #expect(result.code == 0, "\(result.errors)")
    let parts = result.output.components(separatedBy: "above parameters")
    #expect(parts.count == 2)
    #expect(parts.last?.contains(/^ +minus-identities\n/) == true, "\(result.output)")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    #expect(lines.first == "network,accuracy,minus-identities,parameters")
    #expect(lines.count == 101)
    // The table's accuracy follows from the code.
    let cells = try #require(lines.last).split(separator: ",")
    let identities = cells[0].count { $0 == "0" }
    #expect(Double(cells[2]) == -Double(identities))
    expectFailure(
      try Self.audit("nas-bench-macro", folder, ["--reference", "parameters"]), code: 64,
      saying: ["--reference is none of the proxies given with --proxy"])
  }

  @Test func shortTrainingRanksByRealTraining() throws {
    let folder = try SyntheticTables.nasBenchMacro()
    let options =
      ["--sample", "20", "--resamples", "10", "--dataset", "fashion-mnist"]
      + ["--short-images", "64", "--held-out-images", "20", "--proxy", "short-training"]
    let file = try Scratch.free("scores.csv")
    let result = try Self.audit(
      "nas-bench-macro", folder,
      options + ["--rank-by", "accuracy", "--rank-by", "loss", "--scores", file.path])
    #expect(result.code == 0, "\(result.errors)")
    // The second column begins below its name, which is pushed aside by the long first one.
    let table = result.output.split(separator: "\n").dropFirst()
    let heading = try #require(table.first)
    let column = try #require(heading.ranges(of: "short-training by loss").first?.lowerBound)
    let offset = heading.distance(from: heading.startIndex, to: column)
    for row in table.dropFirst().prefix(5) {
      #expect(row.dropFirst(offset - 2).prefix(3).contains(/^  [^ ]/), "\(result.output)")
    }
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      .map { $0.split(separator: ",") }
    #expect(
      lines.first?.dropFirst(2) == ["short-training by accuracy", "short-training by loss"])
    let accuracies = lines.dropFirst().compactMap { Double($0[2]) }
    #expect(
      accuracies.count == 20 && Set(accuracies).count > 1
        && accuracies.allSatisfy {
          (0...1).contains($0) && ($0 * 20).truncatingRemainder(dividingBy: 1) == 0
        })
    // Cross entropies, with their signs changed, of networks that are all different.
    let losses = lines.dropFirst().compactMap { Double($0[3]) }
    #expect(losses.count == 20 && Set(losses).count == 20 && losses.allSatisfy { $0 < 0 })
    expectFailure(
      try Self.audit(
        "nas-bench-macro", folder, options.map { $0 == "64" ? "60000" : $0 }), code: 64,
      saying: ["60000 and 20", "together at most 60000"])
    expectFailure(
      try Self.audit(
        "nas-bench-macro", folder,
        options.dropLast(4) + ["--held-out-images", "0"]
          + ["--proxy", "short-training"]), code: 64,
      saying: ["64 and 0", "expected at least 64 and 1"])
    expectFailure(
      try Self.audit("nas-bench-201", try SyntheticTables.nasBench201(), options), code: 64,
      saying: ["rank networks of nas-bench-macro"])
  }

  @Test func thePictureHasAPanelForEachProxy() throws {
    let folder = try SyntheticTables.nasBenchMacro()
    let file = try Scratch.free("audit.svg")
    let result = try Self.audit("nas-bench-macro", folder, Self.quick + ["--plot", file.path])
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.hasSuffix("Plot  \(file.path)\n"))
    let svg = try String(contentsOf: file, encoding: .utf8)
    #expect(svg.hasPrefix("<svg"))
    #expect(svg.components(separatedBy: #"class="panel""#).count == 4)
    for text in ["parameters, millions", "minus the number of identities", "true accuracy, %"] {
      #expect(svg.contains(text))
    }
  }

  @Test func badInputIsRefused() throws {
    let empty = try Scratch.folder()
    expectFailure(
      try Self.audit("nas-bench-macro", empty, []), code: 66,
      saying: [empty.path, "nas-bench-macro_cifar10.json", "expected the JSON table"])
    expectFailure(
      try Self.audit("nas-bench-201", empty.appending(path: "none"), []), code: 66,
      saying: ["none/cifar10.csv", "expected the CSV table"])

    let json = try Scratch.file("nas-bench-macro_cifar10.json", #"{"00000000": {}}"#)
    expectFailure(
      try Self.audit("nas-bench-macro", json.deletingLastPathComponent(), []), code: 65,
      saying: [json.path, "00000000", "missing"])
    let csv = try Scratch.file("cifar10.csv", "a,b\n1,2\n")
    expectFailure(
      try Self.audit("nas-bench-201", csv.deletingLastPathComponent(), []), code: 65,
      saying: [csv.path, "line 1", "expected", "arch_str"])

    let folder = try SyntheticTables.nasBenchMacro()
    for sample in ["19", "3970"] {
      expectFailure(
        try Self.audit("nas-bench-macro", folder, ["--sample", sample]), code: 64,
        saying: ["sample is \(sample)", "20 to 3969"])
    }
    let nowhere = try Scratch.free().appending(path: "audit.svg")
    expectFailure(
      try Self.audit("nas-bench-macro", folder, Self.quick + ["--plot", nowhere.path]), code: 74,
      saying: ["cannot write \(nowhere.path)", "No such file or directory"])
  }

  @Test(
    "NAS-Bench-Macro gives the published correlations",
    .enabled(if: isThere(officialTable), "needs the table in ../shared/data/nas-bench-macro"))
  func officialTableIsAudited() throws {
    let result = try Self.audit(
      "nas-bench-macro", officialTable.deletingLastPathComponent(), ["--resamples", "10", "--json"])
    let report = try #require(result.json() as? [String: Any])
    #expect(report["networks"] as? Int == 3969)
    let proxies = try #require(report["proxies"] as? [[String: Any]])
    let taus = try proxies.map { proxy in
      let statistics = try #require(proxy["statistics"] as? [String: [String: Double]])
      return try #require(statistics["tau"]?["value"])
    }
    for (tau, expected) in zip(taus, [0.215, 0.546, 0.679]) { #expect(abs(tau - expected) < 0.003) }
  }
}

private let officialTable = URL(filePath: #filePath).resolvingSymlinksInPath()
  .appending(path: "../../../../shared/data/nas-bench-macro/nas-bench-macro_cifar10.json")
  .standardizedFileURL
