import Foundation
import Testing
import Tracking

@testable import Dashboard

struct ReportPageTests {
  /// Modules become one script: no name may stand at the top of two of them, and nothing may be left of what binds them.
  @Test func modulesCanBeJoined() throws {
    let page = PageFile.text("/index.html")
    let modules = page.matches(of: /<script type="module" src="([^"]+)"/).map { String($0.1) }
    var seen: [String: String] = [:]
    for module in modules {
      let text = PageFile.text("/\(module)")
      for line in text.split(separator: "\n") {
        if let name = line.firstMatch(
          of: /^(?:export )?(?:async )?(?:function|const|let|class) (\w+)/)
        {
          #expect(seen[String(name.1)] == nil, "\(name.1) in \(module)")
          seen[String(name.1)] = module
        }
        guard line.hasPrefix("import ") else { continue }
        let source = try #require(line.firstMatch(of: /from "\.\/([^"]+)";$/), "\(line)")
        let earlier = modules.prefix { $0 != module }
        #expect(earlier.contains(String(source.1)), "\(module) comes before \(source.1)")
      }
      #expect(!text.contains("export default") && !text.contains("</script"))
    }
    #expect(seen.count > 100)
  }

  /// However long a run is.
  @Test func aReportStaysBelow2MB() throws {
    try withRuns { folder, _ in
      let run = RunFolder(folder.appending(path: "two"))
      let weights = (0..<8).map { Float($0) / 7.77 }
      let edges = (0..<14).map { index in
        var edge = CellState.EdgeState(source: 0, target: 2, weight: 0.1234567, operations: weights)
        edge.operationMasks = weights
        edge.kept = weights.map { $0 > 0.5 }
        edge.mask = Float(index) / 7
        return edge
      }
      let cells = (0..<8).map {
        CellState(
          name: "cell\($0)", cells: [$0], inputs: 2, nodes: 4,
          operations: weights.indices.map { "operation\($0)" }, edges: edges)
      }
      for epoch in 1...150 {
        try run.append(
          EpochRecord(
            stage: "search", epoch: epoch, loss: 1, accuracy: 0.5,
            values: Dictionary(uniqueKeysWithValues: (0..<60).map { ("value\($0)", 1 / 7) }),
            seconds: 1, imagesPerSecond: 10))
        try run.append(SearchSnapshot(stage: "search", epoch: epoch, cells: cells))
      }
      let html = ReportPage(of: [run.url], command: nil).html
      #expect(html.utf8.count < 2_000_000)
      let data = try #require(
        html.firstMatch(of: /<script type="application\/json" id="report-data">([^<]*)<\/script>/))
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(data.1.utf8)) as? [String: Any])
      let told = try #require((object["runs"] as? [[String: Any]])?.first)
      let snapshots = try #require(told["snapshots"] as? [[String: Any]])
      #expect(snapshots.count > 10 && told["thinned"] as? Int == snapshots.count)
      #expect(told["snapshotCount"] as? Int == 150)
      #expect(snapshots.last?["epoch"] as? Int == 150)
    }
  }

  @Test func aReportNeedsNothingElse() throws {
    try withRuns { folder, _ in
      let runs = ["one", "two"].map { folder.appending(path: $0) }
      let html = ReportPage(of: runs, command: "nas search </script> <b>").html
      #expect(html.contains("default-src 'none'"))
      #expect(html.matches(of: /(?:src|href)="([^"#]+)"/).map(\.1) == ["data:,"])
      #expect(!html.contains("\nimport ") && !html.contains("\nexport "))
      // What runs are called ends no element.
      #expect(html.matches(of: /<\/script>/).count == 2)
      #expect(!html.contains("<b>"))
      let data = try #require(
        html.firstMatch(of: /<script type="application\/json" id="report-data">([^<]*)<\/script>/))
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(data.1.utf8)) as? [String: Any])
      #expect(object["command"] as? String == "nas search </script> <b>")
      let told = try #require(object["runs"] as? [[String: Any]])
      #expect((told[0]["metrics"] as? [Any])?.count == 3)
      #expect(
        (told[0]["drawings"] as? [String: String])?["architecture.svg"]?.hasPrefix("<svg") == true)
    }
  }
}
