import Foundation
import Testing

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
