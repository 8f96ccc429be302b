import Foundation
import TestSupport
import Testing

/// What commands print with `--json` is what docs/json.md says.
extension SearchTests {
  @Suite struct JSONTests {
    /// Checks the output of a command against a section of the page.
    private func expect(
      _ arguments: [String], isAsIn section: String, in folder: URL? = nil,
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      let result = try Program.run(arguments + ["--json"], in: folder)
      try #require(result.code == 0, "\(result.errors)", sourceLocation: sourceLocation)
      let output = try JSONDecoder().decode(JSONOutput.self, from: Data(result.output.utf8))
      let faults = try DocumentedJSON(of: section).faults(of: output)
      #expect(faults.isEmpty, "\(arguments)", sourceLocation: sourceLocation)
    }

    @Test func aCheckThatFindsNothingWouldBeNone() throws {
      func faults(_ text: String) throws -> [String] {
        try DocumentedJSON(of: "export").faults(
          of: JSONDecoder().decode(JSONOutput.self, from: Data(text.utf8)))
      }
      let right =
        #"{"format": "onnx", "files": [], "parameters": 3, "checks": [], "skipped": null}"#
      #expect(try faults(right).isEmpty)
      #expect(
        try faults(right.replacing("3", with: "3.5"))
          == [#"parameters is number, but documented as ["integer"]"#])
      #expect(
        try faults(right.replacing("\"files\": []", with: #""files": [{"path": "x", "size": 1}]"#))
          == ["files.[].bytes is missing", "files.[].size is not documented"])
      #expect(try !faults("[]").isEmpty)
    }

    @Test func whatIsToldOfRuns() throws {
      let run = try TinyRun.shared().folder
      let training = try TinyTraining.shared()
      let folder = try Scratch.folder()
      for (name, source) in [("a", run), ("b", training)] {
        try FileManager.default.copyItem(at: source, to: folder.appending(path: name))
      }
      let damaged = folder.appending(path: "c")
      try FileManager.default.createDirectory(at: damaged, withIntermediateDirectories: true)
      try Data("{".utf8).write(to: damaged.appending(path: "config.json"))
      try expect(["runs", folder.path], isAsIn: "runs")
      try expect(["show", run.path], isAsIn: "show")
      try expect(["diff", run.path, training.path], isAsIn: "diff")
    }

    @Test func whatIsToldOfANetwork() throws {
      let run = try TinyRun.shared().folder
      let file = try Scratch.free("network.safetensors")
      try expect(["evaluate", run.path], isAsIn: "evaluate")
      try expect(["bench", run.path], isAsIn: "bench")
      try expect(
        ["export", run.path, "--format", "safetensors", "--output", file.path], isAsIn: "export")
      let pictures = try ShapeFolder(count: 1, at: Scratch.free("shapes")).url
      try expect(["predict", run.path, pictures.path + "/train/box/0.png"], isAsIn: "predict")
    }

    @Test func whatIsToldOfSpacesTablesAndTheMachine() throws {
      try expect(["count", "hm-nas", "--channels", "4", "--cells", "1"], isAsIn: "count")
      try expect(["count", "nas-bench-macro", "02012100"], isAsIn: "count")
      try expect(["config", "adwpnas"], isAsIn: "config")
      try expect(["doctor"], isAsIn: "doctor")
      try expect(["doctor", "--check"], isAsIn: "doctor")
      let table = try SyntheticTables.nasBenchMacro().path
      try expect(
        ["query", "nas-bench-macro", "02012100", "--data-dir", table], isAsIn: "query")
      try expect(
        [
          "audit", "--table", "nas-bench-macro", "--data-dir", table, "--sample", "50",
          "--resamples", "10", "--proxy", "parameters", "--proxy", "minus-identities",
          "--reference", "parameters",
        ], isAsIn: "audit")
    }

    @Test func whatIsMeasured() throws {
      let size = ["--batch", "2", "--steps", "1", "--threads", "1"]
      try expect(
        ["bench", "supernet", "--channels", "4", "--cells", "1"] + size, isAsIn: "bench supernet")
      try expect(["bench", "train", "mobilenet", "--width", "4"] + size, isAsIn: "bench train")
    }

    @Test func whatIsDrawnAndWritten() throws {
      let folder = try Scratch.free()
      try FileManager.default.copyItem(at: TinyRun.shared().folder, to: folder)
      try expect(["draw", folder.path], isAsIn: "draw, report, genotype")
      try expect(["report", folder.path], isAsIn: "draw, report, genotype")
      try expect(
        ["genotype", "darts-v2", "--output", folder.path + "/x.json"],
        isAsIn: "draw, report, genotype")
      let drawing = try Program.run("draw", folder.path + "/architecture.json", "--json").json()
      let svg = try #require((drawing as? [String: String])?["svg"])
      #expect(svg.hasPrefix("<svg"))
      let network = try Program.run("genotype", folder.path + "/x.json", "--json").json()
      let genotype = try #require((network as? [String: String])?["genotype"])
      #expect(genotype.hasPrefix("Genotype("))
    }

    @Test func thePageSaysWhereItIs() throws {
      let folder = try Scratch.folder()
      let server = try Program.start(["dashboard", folder.path, "--port", "0", "--json"])
      server.waitForOutput(containing: "\n")
      server.kill()
      let text = try server.finish().output
      #expect(text.hasSuffix("}\n") && text.count { $0 == "\n" } == 1)
      let output = try JSONDecoder().decode(JSONOutput.self, from: Data(text.utf8))
      #expect(try DocumentedJSON(of: "dashboard").faults(of: output).isEmpty, "\(text)")
    }

    /// Every field of the files of a run is named in the page about them.
    @Test(arguments: ["summary.json", "config.json", "metrics.jsonl", "snapshots.jsonl"])
    func whatAFileHasIsDocumented(file: String) throws {
      let text = try String(
        contentsOf: TinyRun.shared().folder.appending(path: file), encoding: .utf8)
      let page = try Documentation.section(file, of: "run-folder.md")
      let documents = file.hasSuffix("l") ? text.split(separator: "\n") : [text[...]]
      for document in documents {
        let output = try JSONDecoder().decode(JSONOutput.self, from: Data(document.utf8))
        for key in output.keys(but: ["options", "values", "seconds"]) {
          #expect(page.contains("`\(key)`"), "\(key)")
        }
      }
    }
  }
}

extension JSONOutput {
  /// The names of all fields, but for those in objects whose keys are data.
  fileprivate func keys(but dictionaries: Set<String>) -> Set<String> {
    switch self {
    case .object(let members):
      members.reduce(into: []) { keys, member in
        keys.insert(member.key)
        if !dictionaries.contains(member.key) {
          keys.formUnion(member.value.keys(but: dictionaries))
        }
      }
    case .array(let elements):
      elements.reduce(into: []) { $0.formUnion($1.keys(but: dictionaries)) }
    default: []
    }
  }
}
