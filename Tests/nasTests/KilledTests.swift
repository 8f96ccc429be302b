import Foundation
import Testing

/// Runs that are killed before they have begun.
extension SearchTests {
  @Suite struct KilledTests {
    /// What is in the folder at the moment when the data are read.
    @Test func aFolderOfAKilledRunIsTakenAgain() throws {
      let folder = try Scratch.free()
      for name in [".lock", ".config.json.1.partial", "checkpoint/.latest.safetensors.1.partial"] {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("1\n".utf8).write(to: file)
      }
      expectFailure(
        try Program.run("resume", folder.path), code: 66, saying: ["config.json"])
      try interrupt(
        TinyRun.arguments(output: folder), at: "Stage 1", expecting: "search", in: folder)
      #expect(
        try Snapshot(folder).files.keys.sorted()
          == ["checkpoint", "checkpoint/latest.safetensors", "config.json"])
    }

    /// Without --output, the folder is named by the second in which the run begins.
    @Test func runsOfTheSameSecondGetFoldersOfTheirOwn() throws {
      let place = try Scratch.folder()
      let arguments = ["search", "hm-nas"] + TinyRun.options
      let running = try (0..<3).map { _ in try Program.start(arguments, in: place) }
      for run in running {
        run.waitForError(containing: "Stage 1")
        run.send(SIGINT)
      }
      #expect(try running.map { try $0.finish().code } == [130, 130, 130])
      let runs = place.appending(path: "runs")
      let folders = try FileManager.default.contentsOfDirectory(atPath: runs.path)
        .filter { !$0.hasPrefix("nas.sqlite") }
      #expect(folders.count == 3)
      for folder in folders { #expect(isThere(runs.appending(path: "\(folder)/config.json"))) }
    }
  }
}
