import Foundation
import Testing

/// Runs that were made by another version, or for another place.
extension SearchTests {
  @Suite struct VersionTests {
    /// As before there were checksums, identities and `micro-batch-size`, and with an option that is no more.
    private func makeOld(_ run: URL) throws {
      try editJSON(run.appending(path: "config.json")) { object in
        for key in ["format", "id", "kernelInstructions", "changes"] { object[key] = nil }
        object["commit"] = "an older one"
        var options = try #require(object["options"] as? [String: Any])
        options["micro-batch-size"] = nil
        options["telepathy"] = 3
        object["options"] = options
      }
      let folder = run.appending(path: "checkpoint")
      guard isThere(folder) else { return }
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
        let file = folder.appending(path: name)
        try makeForeign(file)
        if name == "latest.safetensors" || name == "previous.safetensors" {
          try replaceBytes("\"configuration\"", by: "\"cOnfiguration\"", in: file)
        } else {
          try replaceBytes("\"run\"", by: "\"rUn\"", in: file)
        }
      }
    }

    @Test func aCompleteRunOpens() throws {
      let run = try TinyRun.copy()
      try makeOld(run)
      let notes = [
        "of format 1 and swift-nas an older one, has options that are not known here and are left "
          + "aside: telepathy",
        "lacks options that there were not then, and that are taken to be: micro-batch-size 0",
      ]
      let before = try Snapshot(run)
      for command in ["resume", "evaluate"] {
        let shown = try Program.run(command, run.path, "--json")
        #expect(shown.code == 0)
        #expect(shown.errorLines.count == 2)
        for note in notes { #expect(shown.errors.contains(note), "\(shown.errors)") }
        let result = try #require(shown.json() as? [String: Any])
        let summary = try json("summary.json", in: TinyRun.shared().folder)
        #expect(result["testAccuracy"] as? Double == summary["testAccuracy"] as? Double)
      }
      #expect(try Snapshot(run) == before)
    }

    @Test func anIncompleteRunGoesOn() throws {
      let run = try TinyRun.unfinishedCopy()
      try makeOld(run)
      let end = try Program.run("resume", run.path)
      #expect(end.code == 0)
      #expect(end.errors.contains("latest.safetensors is of an older version without checksums"))
      #expect(end.errors.contains("commit from an older one to \(Program.commit)"))
      let whole = try TinyRun.shared().folder
      #expect(try bytes("model.safetensors", in: run) == bytes("model.safetensors", in: whole))
      #expect(try reproducible(run) == reproducible(whole))
      #expect(try reproducibleMetrics(run) == reproducibleMetrics(whole))
      // What this version does not know stays in the file.
      let options = try #require(json("config.json", in: run)["options"] as? [String: Any])
      #expect(options["telepathy"] as? Int == 3)
    }

    #if os(Linux)
      @Test func aRunForADeviceThatIsNotHereIsShownAndMoved() throws {
        let run = try TinyRun.copy()
        try editJSON(run.appending(path: "config.json")) { $0["device"] = "mps" }
        let shown = try Program.run("resume", run.path, "--json")
        #expect(shown.code == 0)
        #expect(shown.errors.isEmpty)
        expectFailure(
          try Program.run("evaluate", run.path), code: 64,
          saying: ["made for device mps", "not available", "--device cpu"])
        let moved = try Program.run(
          "evaluate", run.path, "--device", "cpu", "--threads", "2", "--json")
        #expect(moved.code == 0)
        let accuracy = try #require(moved.json() as? [String: Any])["testAccuracy"] as? Double
        #expect((0...1).contains(try #require(accuracy)))
        expectFailure(
          try Program.run("evaluate", run.path, "--device", "mps"), code: 64,
          saying: ["--device is mps", "not available"])
      }
    #endif

    @Test func movedDataAreRemembered() throws {
      let run = try TinyRun.unfinishedCopy()
      let data = try Scratch.folder()
      let doctor = try #require(Program.run("doctor", "--json").json() as? [String: Any])
      let sets = try #require(doctor["datasets"] as? [[String: Any]])
      let here = try #require(sets.first { $0["name"] as? String == "fashion-mnist" })
      let place = URL(filePath: try #require(here["path"] as? String))
      for name in try FileManager.default.contentsOfDirectory(atPath: place.path) {
        try FileManager.default.copyItem(
          at: place.appending(path: name), to: data.appending(path: name))
      }
      let end = try Program.run("resume", run.path, "--data-dir", data.path)
      #expect(end.code == 0)
      // No change of the result, so none is announced.
      #expect(!end.errors.contains("not as before"))
      let configuration = try json("config.json", in: run)
      #expect(configuration["dataDirectory"] as? String == data.path)
      #expect((configuration["changes"] as? [Any])?.isEmpty == true)
    }

    @Test func theMachineIsRecordedAndShown() throws {
      let configuration = try json("config.json", in: TinyRun.shared().folder)
      let doctor = try #require(Program.run("doctor", "--json").json() as? [String: Any])
      for key in ["kernelInstructions", "cpuCapability", "libtorch"] {
        let value = try #require(doctor[key] as? String)
        #expect(configuration[key] as? String == value)
        #expect(try Program.run("doctor").output.contains(value))
      }
      #expect(configuration["format"] as? Int == 2)
    }
  }
}
