import Foundation
import Testing

/// A whole run of ADWPNAS by its files.
extension SearchTests {
  @Suite struct ADWPNASTests {
    @Test func choicesOfSizeAloneCannotBeKeptApart() throws {
      let folder = try Scratch.free()
      let refused = try Program.run(
        TinyADWPNAS.arguments(TinyADWPNAS.options + ["--sharing", "choices"], output: folder))
      #expect(refused.code == 64)
      #expect(refused.errors.contains("sharing is choices, expected crops in adwp-macro"))
      #expect(!isThere(folder))
    }

    @Test func theSavedNetworkIsTheOneThatWasMeasured() throws {
      let folder = try TinyADWPNAS.shared()
      let result = try Program.run("evaluate", folder.path, "--json")
      #expect(result.code == 0)
      let measured = try #require(
        JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
      let summary = try json("summary.json", in: folder)
      #expect(measured["testAccuracy"] as? Double == summary["testAccuracy"] as? Double)
    }

    /// Stops in every stage are in ADWPNASTests; this one is a real signal.
    @Test func anInterruptedRunEndsAsAnUninterruptedOne() throws {
      let folder = try Scratch.free()
      try interrupt(
        TinyADWPNAS.arguments(output: folder), at: "Stage 2", expecting: "evolution", in: folder)
      #expect(try Program.run("resume", folder.path).code == 0)
      let whole = try TinyADWPNAS.shared()
      #expect(try reproducible(folder) == reproducible(whole))
      #expect(try reproducibleMetrics(folder) == reproducibleMetrics(whole))
      for name in ["archive.json", "architecture.json", "model.safetensors", "report.md"] {
        #expect(try bytes(name, in: folder) == bytes(name, in: whole), "\(name)")
      }
    }

    @Test(arguments: [
      (["--max-parameters", "1000"], "at least"),
      (["--mutants", "4", "--crossovers", "4"], "no more together than population"),
      (["--generationen", "3"], "did you mean generations"),
      (
        ["--held-out-images", "1"],
        "networks would be ranked on 1 held-out images, expected at least 2"
      ),
      (["--max-latency", "0.0001"], "option max-latency is 0.0001, expected more than"),
    ])
    func whatCannotWorkIsRefused(options: [String], reason: String) throws {
      let folder = try Scratch.free()
      let result = try Program.run(
        TinyADWPNAS.arguments(TinyADWPNAS.options + options, output: folder))
      #expect(result.code == 64)
      #expect(result.errors.contains(reason), "\(result.errors)")
      #expect(!isThere(folder))
    }

    @Test func auditRanksByTheWeightsOfARun() throws {
      let folder = try Scratch.free()
      let options = [
        "--space", "nas-bench-macro", "--max-parameters", "0", "--max-multiply-adds", "0",
        "--generations", "0", "--few-shot-epochs", "1",
      ]
      let run = try Program.run(
        TinyADWPNAS.arguments(TinyADWPNAS.options + options, output: folder))
      #expect(run.code == 0)
      for depth in 0...2 {
        #expect(run.errors.contains("Copy for last depth \(depth): 1 epoch"))
        #expect(isThere(folder.appending(path: "checkpoint/few-shot-\(depth).safetensors")))
      }
      let table = try SyntheticTables.nasBenchMacro().path
      func audit(_ proxies: [String], _ more: [String] = []) throws -> Program.Result {
        try Program.run(
          ["audit", "--table", "nas-bench-macro", "--data-dir", table, "--sample", "20"]
            + ["--resamples", "10", "--held-out-images", "10", "--json"]
            + proxies.flatMap { ["--proxy", "\($0):\(folder.path)"] } + more)
      }
      let result = try audit(["hypernetwork", "constant-code", "shuffled-code"])
      #expect(result.code == 0, "\(result.errors)")
      let report = try #require(
        JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
      let proxies = try #require(report["proxies"] as? [[String: Any]])
      let name = folder.lastPathComponent
      #expect(
        proxies.map { $0["proxy"] as? String }
          == ["hypernetwork:\(name)", "constant-code:\(name)", "shuffled-code:\(name)"])
      // Measured once, the ranking by each measure is that of the measure alone.
      func scores(_ measures: [String]) throws -> [[Substring]] {
        let file = try Scratch.free("scores.csv")
        let options = measures.flatMap { ["--rank-by", $0] } + ["--scores", file.path]
        let result = try audit(["hypernetwork"], options)
        #expect(result.output.contains("tauInBands"), "\(result.errors)")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
          .map { Array($0.split(separator: ",").dropFirst(2)) }
      }
      let measures = ["accuracy", "calibrated-loss", "loss"]
      let together = try scores(measures)
      #expect(together.first ?? [] == measures.map { "hypernetwork:\(name) by \($0)" })
      for (index, measure) in measures.enumerated() {
        let alone = try scores([measure])
        #expect(alone.first == ["hypernetwork:\(name)"])
        #expect(together.dropFirst().map { [$0[index]] } == Array(alone.dropFirst()))
      }
      let refused = try audit(["shared"])
      #expect(refused.code == 64)
      #expect(refused.errors.contains("depend on codes, expected ones that do not for shared"))
    }
  }
}
