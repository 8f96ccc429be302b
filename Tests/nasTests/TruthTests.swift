import Foundation
import Testing

/// What a benchmark's table says of what a search found.
@Suite struct TruthTests {
  private static let search = [
    "search", "gdas", "--space", "nas-bench-201", "--training-images", "60", "--search-images",
    "24",
    "--channels", "2", "--stem-stride", "4", "--search-batch-size", "12", "--search-epochs", "1",
    "--batch-size", "20", "--epochs", "1", "--validation-fraction", "0.4", "--final-cells", "3",
    "--final-channels", "2", "--json",
  ]

  @Test func aSearchEndsWithTheTruth() throws {
    let tables = try SyntheticTables.nasBench201()
    let run = try Scratch.free()
    let result = try Program.run(
      Self.search + ["--truth", tables.path, "--output", run.path])
    #expect(result.code == 0, "\(result.errors)")
    let truth = try #require((try result.json() as? [String: Any])?["truth"] as? [String: Any])
    let network = try #require(truth["network"] as? [String: Any])
    let genotype = try String(
      contentsOf: run.appending(path: "genotype.txt"), encoding: .utf8)
    #expect(network["code"] as? String == genotype.trimmingCharacters(in: .newlines))
    // The same as is said of the run's folder.
    let query = try Program.run(
      ["query", "nas-bench-201", run.path, "--data-dir", tables.path, "--json"])
    #expect(try query.json() as? NSDictionary == network as NSDictionary)
    let report = try String(contentsOf: run.appending(path: "report.md"), encoding: .utf8)
    let sentence = try #require(truth["sentence"] as? String)
    #expect(report.contains("## The truth\n\n\(sentence).\n"))
    #expect(sentence.hasPrefix("NAS-Bench-201 has "))
  }

  @Test func aCompleteRunIsToldTheTruthLater() throws {
    let tables = try SyntheticTables.nasBench201()
    let run = try Scratch.free()
    let search = try Program.run(Self.search + ["--output", run.path])
    #expect(search.code == 0, "\(search.errors)")
    #expect((try search.json() as? [String: Any])?["truth"] == nil)
    let told = try Program.run(["resume", run.path, "--truth", tables.path, "--json"])
    #expect(told.code == 0, "\(told.errors)")
    let truth = try #require((try told.json() as? [String: Any])?["truth"] as? [String: Any])
    #expect(truth["table"] as? String == "nas-bench-201")
    let report = try String(contentsOf: run.appending(path: "report.md"), encoding: .utf8)
    #expect(report.components(separatedBy: "## The truth").count == 2)
  }

  /// Masks leave an edge one operation, so that the table has the network.
  @Test func masksLeaveACellOfTheTable() throws {
    let run = try Scratch.free()
    let result = try Program.run([
      "search", "hm-nas", "--space", "nas-bench-201", "--training-images", "60",
      "--validation-fraction", "0.4", "--search-images", "24", "--channels", "2", "--stem-stride",
      "4", "--search-batch-size", "12", "--mask-batch-size", "12", "--tune-batch-size", "20",
      "--epochs", "1", "--warm-start-epochs", "0", "--mask-architecture-travel", "0.1", "--json",
      "--truth", try SyntheticTables.nasBench201().path, "--output", run.path,
    ])
    #expect(result.code == 0, "\(result.errors)")
    let truth = try #require((try result.json() as? [String: Any])?["truth"] as? [String: Any])
    let code = try #require((truth["network"] as? [String: Any])?["code"] as? String)
    let file = try JSONSerialization.jsonObject(
      with: Data(contentsOf: run.appending(path: "architecture.json")))
    let cells = try #require((file as? [String: Any])?["cells"] as? [[String: Any]])
    for cell in cells {
      let edges = try #require(cell["edges"] as? [[String: Any]])
      #expect(edges.allSatisfy { ($0["operations"] as? [Any])?.count == 1 })
      // What has no edge is none.
      #expect(code.components(separatedBy: "none~").count - 1 == 6 - edges.count)
    }
    let other = try Program.run([
      "search", "hm-nas", "--space", "nas-bench-201", "--cells", "4", "--output",
      try Scratch.free().path,
    ])
    #expect(other.code == 64 && other.errors.contains("a multiple of 3"), "\(other.errors)")
  }

  @Test func aSpaceThatNoTableHasIsRefusedBeforeTheSearch() throws {
    let tables = try SyntheticTables.nasBench201().path
    let run = try Scratch.free()
    let space = try #require(Self.search.firstIndex(of: "--space"))
    var search = Self.search + ["--output", run.path]
    search.removeSubrange(space...space + 1)
    expectFailure(
      try Program.run(search + ["--truth", tables]), code: 64,
      saying: ["the space searched is cells", "expected --space nas-bench-201"])
    #expect(!FileManager.default.fileExists(atPath: run.path))
  }

  @Test func aTrainingHasNoTruth() throws {
    let result = try Program.run(
      "resume", TinyTraining.shared().path, "--truth", SyntheticTables.nasBench201().path)
    #expect(result.code == 64 && result.errors.contains("the run is of train"), "\(result.errors)")
  }

  @Test func aFolderWithoutTablesIsRefusedBeforeTheSearch() throws {
    let run = try Scratch.free()
    let result = try Program.run(
      Self.search + ["--truth", try Scratch.folder().path, "--output", run.path])
    #expect(result.code == 66 && result.errors.contains("cifar10.csv"), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: run.path))
  }
}
