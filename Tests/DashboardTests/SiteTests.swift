import Foundation
import Testing
import Tracking

@testable import Dashboard

struct SiteTests {
  @Test func thePageAndAllThatItAsksForAreThere() throws {
    let site = Site(folder: URL(filePath: "/nowhere"))
    let page = site.answer("/", [:])
    #expect(page.status == 200 && page.type.hasPrefix("text/html"))
    let text = String(decoding: page.body, as: UTF8.self)
    let sources = text.matches(of: /(?:src|href)="([^"#:]+)"/).map { String($0.1) }
    #expect(sources.count > 20)
    for source in sources {
      #expect(site.answer("/\(source)", [:]).status == 200, "\(source)")
      #expect(!Site.needsToken("/\(source)"))
    }
    for path in ["/api/runs", "/api/run", "/api/events", "/file", "/style.css/", "/secret"] {
      #expect(Site.needsToken(path), "\(path)")
    }
  }

  @Test func runsAreListedAndTold() throws {
    try withRuns { folder, site in
      let list = try object(site.answer("/api/runs", [:]))
      let runs = try #require(list["runs"] as? [[String: Any]])
      #expect(runs.map { $0["path"] as? String } == ["one", "two"])
      #expect(runs.map { $0["state"] as? String } == ["stopped", "stopped"])
      let run = try object(site.answer("/api/run", ["path": "one"]))
      #expect((run["configuration"] as? [String: Any])?["method"] as? String == "hm-nas")
      #expect((run["metrics"] as? [Any])?.count == 3)
      #expect(run["summary"] is NSNull && run["restarted"] as? Bool == false)
      #expect(run["drawings"] as? [String] == ["architecture.svg"])
    }
  }

  /// What a page knows already is not sent again; a file that became shorter is sent whole.
  @Test func linesAreSentOnce() throws {
    try withRuns { folder, site in
      func lines(_ known: String) throws -> (count: Int?, restarted: Bool?) {
        let run = try object(site.answer("/api/run", ["path": "one", "metrics": known]))
        return ((run["metrics"] as? [Any])?.count, run["restarted"] as? Bool)
      }
      let (two, three, four) = (try lines("2"), try lines("3"), try lines("4"))
      #expect(two == (1, false))
      #expect(three == (0, false))
      #expect(four == (3, true))
      for odd in ["-9223372036854775808", "99999999999999999999", "x"] {
        let sent = try lines(odd)
        #expect(sent == (3, false))
      }
    }
  }

  /// A line that is none keeps its place, so that counts fit.
  @Test func damageIsToldAndHarmsNothingElse() throws {
    try withRuns { folder, site in
      let file = folder.appending(path: "one/metrics.jsonl")
      try (String(contentsOf: file, encoding: .utf8) + "}{\n").write(
        to: file, atomically: true, encoding: .utf8)
      try Data("{".utf8).write(to: folder.appending(path: "two/config.json"))
      let one = try object(site.answer("/api/run", ["path": "one"]))
      let lines = try #require(one["metrics"] as? [Any])
      #expect(lines.count == 4 && lines[3] is NSNull)
      let two = try object(site.answer("/api/run", ["path": "two"]))
      #expect(two["configuration"] is NSNull)
      #expect((two["error"] as? String)?.contains("config.json") == true)
    }
  }

  @Test func nothingButDrawingsOfRunsIsServed() throws {
    try withRuns { folder, site in
      let drawing = site.answer("/file", ["path": "one", "name": "architecture.svg"])
      #expect(drawing.status == 200 && drawing.type == "image/svg+xml")
      try Data("secret".utf8).write(to: folder.appending(path: "secret.svg"))
      for (path, name) in [
        ("one", "config.json"), ("one", "../secret.svg"), ("one/..", "secret.svg"),
        ("", "secret.svg"), ("../\(folder.lastPathComponent)/one", "architecture.svg"),
        ("/etc", "passwd"), ("one\0", "architecture.svg"), ("two", "architecture.svg"),
      ] {
        #expect(
          site.answer("/file", ["path": path, "name": name]).status == 404, "\(path) \(name)")
      }
      #expect(site.answer("/api/run", ["path": "one/"]).status == 404)
    }
  }

  @Test func whatChangesIsSeen() throws {
    try withRuns { folder, site in
      let before = site.stamps()
      #expect(site.stamps() == before)
      try RunFolder(folder.appending(path: "one")).append(record(4))
      let after = site.stamps()
      #expect(before["two"] == after["two"] && before["one"] != after["one"])
      #expect(site.news(of: "one") == #"{"path":"one","state":"stopped"}"#)
    }
  }

  /// A run that was replaced by another is another, however long its files are.
  @Test func otherFilesAreSentWhole() throws {
    try withRuns { folder, site in
      let before = try object(site.answer("/api/run", ["path": "one"]))
      let identity = try #require(before["identity"] as? String)
      func restarted() throws -> Bool? {
        try object(
          site.answer("/api/run", ["path": "one", "metrics": "3", "identity": identity]))[
            "restarted"] as? Bool
      }
      #expect(try restarted() == false)
      try RunFolder(folder.appending(path: "one")).append(record(4))
      #expect(try restarted() == false)
      try RunFolder(folder.appending(path: "one")).truncateMetrics(to: 3)
      #expect(try restarted() == true)
    }
  }

  /// What a folder that was unpacked may hold: neither followed nor waited for.
  @Test func linksAndPipesAreNothing() throws {
    try withRuns { folder, site in
      let one = folder.appending(path: "one")
      let secret = folder.appending(path: "secret")
      try Data(#"{"secret":1}"#.utf8).write(to: secret)
      func link(_ name: String) throws {
        let file = one.appending(path: name)
        try? FileManager.default.removeItem(at: file)
        try FileManager.default.createSymbolicLink(at: file, withDestinationURL: secret)
      }
      for name in ["architecture.svg", "evaluation.json", "snapshots.jsonl"] { try link(name) }
      #expect(
        site.answer("/file", ["path": "one", "name": "architecture.svg"]).status == 404)
      #expect(mkfifo(one.appending(path: "summary.json").path, 0o600) == 0)
      try FileManager.default.removeItem(at: one.appending(path: "metrics.jsonl"))
      #expect(mkfifo(one.appending(path: "metrics.jsonl").path, 0o600) == 0)
      let run = try object(site.answer("/api/run", ["path": "one"]))
      #expect(run["evaluation"] is NSNull && run["summary"] is NSNull)
      #expect((run["metrics"] as? [Any])?.isEmpty == true)
      #expect((run["snapshots"] as? [Any])?.isEmpty == true)
      let report = ReportPage(of: [one], command: nil).html
      #expect(!report.contains("secret"))
    }
  }

  /// JSON in another encoding, which Foundation takes, would break the JSON around it.
  @Test func onlyPlainJSONIsPassedOn() throws {
    try withRuns { folder, site in
      let file = folder.appending(path: "one/evaluation.json")
      for bytes in [
        Data([0xEF, 0xBB, 0xBF]) + Data("{}".utf8), Data("{}".data(using: .utf16) ?? Data()),
        Data([0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D]),
      ] {
        try bytes.write(to: file)
        let run = try object(site.answer("/api/run", ["path": "one"]))
        #expect(run["evaluation"] is NSNull)
      }
    }
  }

  /// A snapshot of a size that no cell has would keep a page busy for ever.
  @Test func oddSnapshotsArePassedOver() throws {
    try withRuns { folder, site in
      let line = """
        {"cells":[{"cells":[0],"edges":[],"inputs":1,"name":"a","nodes":1000000000,"operations":[]}],\
        "epoch":1,"stage":"search"}

        """
      try Data((line + line.replacing("1000000000", with: "4")).utf8)
        .write(to: folder.appending(path: "one/snapshots.jsonl"))
      let run = try object(site.answer("/api/run", ["path": "one"]))
      let snapshots = try #require(run["snapshots"] as? [Any])
      #expect(snapshots.count == 2 && snapshots[0] is NSNull && !(snapshots[1] is NSNull))
    }
  }

  @Test func largeSeedsAreTextsToo() throws {
    try withRuns { folder, site in
      var run = try RunFolder(folder.appending(path: "one")).readConfiguration()
      run.seed = .max
      try RunFolder(folder).write(run, to: folder.appending(path: "one/config.json"))
      let list = try object(site.answer("/api/runs", [:]))["runs"] as? [[String: Any]]
      #expect(list?.first?["seedText"] as? String == "18446744073709551615")
    }
  }

  private func object(_ answer: Answer) throws -> [String: Any] {
    #expect(answer.status == 200 && answer.type == "application/json")
    return try #require(try JSONSerialization.jsonObject(with: answer.body) as? [String: Any])
  }
}

/// Two runs, of which the first has three epochs and a drawing.
func withRuns(_ body: (URL, Site) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    .appending(path: UUID().uuidString)
  defer { try? FileManager.default.removeItem(at: folder) }
  for name in ["one", "two"] {
    let run = RunFolder(folder.appending(path: name))
    var configuration = RunConfiguration(
      method: "hm-nas", dataset: "</script><b>", dataDirectory: nil, preset: "quick", seed: 7,
      device: "cpu", threads: 1, libtorch: "2.13.0", cpuCapability: "AVX2",
      kernelInstructions: "avx2", commit: "abc", options: ["epochs": 3])
    configuration.begin()
    try run.create(configuration)
    guard name == "one" else { continue }
    for epoch in 1...3 { try run.append(record(epoch)) }
    try run.write("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", to: run.drawing)
  }
  try body(folder, Site(folder: folder))
}

private func record(_ epoch: Int) -> EpochRecord {
  EpochRecord(
    stage: "search", epoch: epoch, loss: 1 / Double(epoch), accuracy: 0.5, values: [:], seconds: 1,
    imagesPerSecond: 10)
}
