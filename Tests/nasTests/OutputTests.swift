import Foundation
import Testing

/// Places that cannot be written to, or must not be.
@Suite struct OutputTests {
  @Test func anExistingRunIsLeftAlone() throws {
    let run = try TinyRun.shared().folder
    let before = try Snapshot(run)
    expectFailure(
      try Program.run(TinyRun.arguments(seed: 1, output: run)), code: 64,
      saying: [run.path, "already holds a run", "--output", "nas resume"])
    #expect(try Snapshot(run) == before)
  }

  @Test func aFolderWithOtherFilesIsLeftAlone() throws {
    let file = try Scratch.file("letter.txt", "Dear Sir")
    let folder = file.deletingLastPathComponent()
    expectFailure(
      try Program.run(TinyRun.arguments(output: folder)), code: 64,
      saying: [folder.path, "not empty"])
    #expect(try Snapshot(folder).files == ["letter.txt": Data("Dear Sir".utf8)])
  }

  @Test func aFileInTheWayIsLeftAlone() throws {
    let file = try Scratch.file("letter.txt", "Dear Sir")
    for (output, reason) in [
      (file, "Not a directory"), (file.appending(path: "run"), "Not a directory"),
    ] {
      expectFailure(
        try Program.run(TinyRun.arguments(output: output)), code: 74,
        saying: ["cannot write \(output.path)", reason])
    }
    #expect(try Data(contentsOf: file) == Data("Dear Sir".utf8))
  }

  @Test func aNameThatIsTooLongIsRefused() throws {
    let output = try Scratch.free(String(repeating: "long", count: 100))
    expectFailure(
      try Program.run(TinyRun.arguments(output: output)), code: 74, saying: ["File name too long"])
  }

  #if os(Linux)
    @Test func aPlaceWithoutFilesIsRefused() throws {
      expectFailure(
        try Program.run(TinyRun.arguments(output: URL(filePath: "/proc/swift-nas"))), code: 74,
        saying: ["cannot write /proc/swift-nas", "No such file or directory"])
    }
  #endif

  @Test func drawingIntoNowhereIsRefused() throws {
    let run = try TinyRun.shared().folder
    let before = try Snapshot(run)
    let output = try Scratch.free().appending(path: "cells.svg")
    expectFailure(
      try Program.run("draw", run.path, "--output", output.path), code: 74,
      saying: ["cannot write \(output.path)", "No such file or directory"])
    #expect(try Snapshot(run) == before)
  }
}
