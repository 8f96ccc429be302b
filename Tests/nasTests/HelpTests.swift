import Testing

@Suite struct HelpTests {
  @Test func everyCommandIsListedAndHasItsOwn() throws {
    let help = try Program.run("--help")
    #expect(help.code == 0)
    #expect(help.errors.isEmpty)
    for command in [
      "search", "train", "compare", "resume", "evaluate", "export", "draw", "runs", "show", "diff",
      "count", "genotype",
      "audit", "query",
      "config",
      "bench",
      "doctor",
    ] {
      #expect(help.output.contains("\n  \(command) "))
      let own = try Program.run("help", command)
      #expect(own.code == 0)
      #expect(own.output.contains("USAGE: nas \(command)"))
      // It fits a terminal.
      #expect(own.output.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(command)")
    }
    for code in ["0", "1", "64", "65", "66", "70", "71", "74", "75", "129", "130", "143"] {
      #expect(help.output.contains(try Regex("\\s\(code)\\s")), "\(code)")
    }
  }

  @Test(arguments: [["help", "search"], ["search", "--help"], ["search", "hm-nas", "--help"]])
  func helpOfSearchSaysWhatOneNeeds(arguments: [String]) throws {
    let help = try Program.run(arguments)
    #expect(help.code == 0)
    // Every preset with its line, where hyperparameters are listed, how to go on.
    for text in [
      "\n  quick  ", "\n  hour   ", "\n  cpu    ", "\n  paper  ", "nas config hm-nas",
      "--<hyperparameter>",
      "nas resume", "--preset", "--config", "--dataset", "--data-dir", "--seed", "--device",
      "--threads", "--output", "--json",
    ] {
      #expect(help.output.contains(text), "\(text)")
    }
  }

  @Test func versionNamesCommitAndLibtorch() throws {
    let version = try Program.run("--version")
    #expect(version.code == 0)
    #expect(version.output.hasPrefix("swift-nas \(Program.commit), libtorch 2."))
  }

  @Test func doctorGivesJSON() throws {
    let report = try #require(Program.run("doctor", "--json").json() as? [String: Any])
    try expectKeys(report["devices"], ["cpu", "cuda", "mps"])
    let devices = try #require(report["devices"] as? [String: Bool])
    #expect(devices["cpu"] == true)
    let datasets = try #require(report["datasets"] as? [[String: Any]])
    let bundled = try #require(datasets.first { $0["name"] as? String == "fashion-mnist" })
    #expect(bundled["found"] as? Bool == true)
  }
}
