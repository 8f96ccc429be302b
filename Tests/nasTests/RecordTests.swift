import Foundation
import Testing
import Tracking

/// The commands `nas runs`, `nas show` and `nas diff`, on folders of runs that never ran.
struct RecordTests {
  /// A folder with three runs, the first of them complete, the last one damaged.
  private static func runs() throws -> URL {
    let folder = try Scratch.folder()
    for (name, seed, cells) in [("a", 1, 3), ("b", 2, 8), ("c", 3, 3)] {
      let run = RunFolder(folder.appending(path: name))
      var configuration = RunConfiguration(
        method: "hm-nas", dataset: "fashion-mnist", dataDirectory: nil, preset: "quick",
        seed: UInt64(seed), device: "cpu", threads: 1, libtorch: "2.13.0", cpuCapability: "AVX2",
        kernelInstructions: "AVX2", commit: Program.commit,
        options: ["cells": .integer(cells), "learning-rate": 0.1])
      configuration.begin()
      try run.create(configuration)
      try run.append(
        EpochRecord(
          stage: "search", epoch: 1, loss: 0.5, accuracy: 0.75, values: ["entropy": 0.5],
          seconds: 1, imagesPerSecond: 10))
    }
    let run = RunFolder(folder.appending(path: "a"))
    let result = Summary.StageResult(
      name: "tuned", testAccuracy: 0.9, parameters: 1500, nonZeroParameters: 1400,
      multiplyAdds: 20_000)
    try run.write(
      Summary(
        method: "hm-nas", dataset: "fashion-mnist", preset: "quick", seed: 1,
        validationAccuracy: nil, final: result, stages: [result], structure: [], device: "cpu",
        libtorch: "2.13.0", commit: Program.commit, seconds: ["total": 65]),
      to: run.summary)
    try Data("{".utf8).write(to: folder.appending(path: "c/config.json"))
    return folder
  }

  private func list(_ arguments: [String], in folder: URL) throws -> Program.Result {
    try Program.run(["runs", folder.path] + arguments)
  }

  private func paths(_ arguments: [String], in folder: URL) throws -> [String] {
    let result = try list(["--json"] + arguments, in: folder)
    #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
    let runs = try #require(result.json() as? [[String: Any]])
    return runs.compactMap { $0["path"] as? String }
  }

  @Test func runsAreListed() throws {
    let folder = try Self.runs()
    let result = try list(["--sort", "path"], in: folder)
    #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
    let lines = result.output.split(separator: "\n")
      .map { $0.split(separator: " ").joined(separator: " ") }
    #expect(lines.count == 5)
    #expect(lines[0].hasPrefix("run state method dataset seed accuracy parameters multiply-adds"))
    #expect(lines[1] == "a complete hm-nas fashion-mnist 1 90.00 % 1,500 20,000 1 min 5 s")
    #expect(lines[2] == "b stopped hm-nas fashion-mnist 2")
    #expect(lines[3] == "c damaged")
    #expect(lines[4].hasPrefix("c: cannot understand "))
    #expect(isThere(folder.appending(path: "nas.sqlite")))
    let json = try #require(
      try list(["--json", "--limit", "1", "--sort", "path"], in: folder).json() as? [[String: Any]])
    try expectKeys(
      json.first,
      [
        "path", "state", "id", "method", "dataset", "preset", "seed", "device", "threads",
        "libtorch", "commit", "format", "started", "updated", "testAccuracy",
        "validationAccuracy", "parameters", "nonZeroParameters", "multiplyAdds", "seconds",
        "verdict", "truth", "error",
      ])
  }

  @Test func runsAreChosen() throws {
    let folder = try Self.runs()
    for (arguments, expected) in [
      (["--sort", "path"], ["a", "b", "c"]), (["--sort", "path", "--reverse"], ["c", "b", "a"]),
      (["--sort", "accuracy", "--limit", "1"], ["a"]), (["--state", "stopped"], ["b"]),
      (["--method", "hm-nas", "--dataset", "fashion-mnist", "--sort", "seed"], ["a", "b"]),
      (["--min-accuracy", "0.9"], ["a"]), (["--min-accuracy", "0.91"], []),
      (["--max-parameters", "1499"], []), (["--max-multiply-adds", "20000"], ["a"]),
      (["--option", "cells=8"], ["b"]), (["--option", "cells=8", "--option", "cells=3"], []),
      (["--option", "learning-rate=1e-1", "--sort", "path"], ["a", "b"]),
    ] as [([String], [String])] {
      #expect(try paths(arguments, in: folder) == expected, "\(arguments)")
    }
    let none = try list(["--dataset", "other"], in: folder)
    #expect(none.code == 0 && none.output.isEmpty)
    #expect(none.errors.contains("None of the runs"))
  }

  @Test func theIndexFollowsTheFolder() throws {
    let folder = try Self.runs()
    #expect(try paths([], in: folder).count == 3)
    try FileManager.default.removeItem(at: folder.appending(path: "c"))
    #expect(try paths(["--sort", "path"], in: folder) == ["a", "b"])
    try Data("no database, and longer than a header of one".utf8)
      .write(to: folder.appending(path: "nas.sqlite"))
    let damaged = try list(["--sort", "path", "--json"], in: folder)
    #expect(damaged.code == 0)
    #expect((try damaged.json() as? [Any])?.count == 2)
    #expect(damaged.errorLines.count == 1 && damaged.errors.contains("is no index of runs"))
    #expect(try paths(["--rebuild", "--sort", "path"], in: folder) == ["a", "b"])
    #expect(try paths([], in: folder).count == 2)
  }

  /// A link that somebody names is meant.
  @Test func theFolderMayBeALink() throws {
    let folder = try Self.runs()
    let link = try Scratch.free()
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: folder)
    #expect(try paths(["--sort", "path"], in: link) == ["a", "b", "c"])
  }

  @Test func aFolderWithoutRunsStaysAsItIs() throws {
    let folder = try Scratch.folder()
    let result = try list([], in: folder)
    #expect(result.code == 0 && result.output.isEmpty)
    #expect(result.errors == "No runs in \(folder.path)\n")
    #expect(try list(["--json"], in: folder).json() as? [String] == [])
    #expect(try Snapshot(folder).files.isEmpty)
  }

  @Test(
    arguments: [
      (["--sort", "luck"], ["'luck'", "accuracy, ", "multiply-adds"]),
      (["--state", "lost"], ["'lost'", "'running'"]),
      (["--option", "cells"], ["'cells'", "<key>=<value>"]),
      (["--option", "=3"], ["'=3'", "<key>=<value>"]),
      (["--min-accuracy", "91"], ["'91'", "--min-accuracy", "0 to 1"]),
      (["--min-accuracy", "92%"], ["'92%'", "0 to 1, such as 0.9"]),
      (["--max-parameters=-1"], ["--max-parameters is -1"]),
      (["--limit=-1"], ["--limit is -1"]), (["--limit", "-1"], ["--limit is -1"]),
      (["--limit", "0"], ["--limit is 0", "1 or more"]),
      (["--method", "dartz"], ["'dartz'", "did you mean darts?"]), (["more"], ["'more'"]),
    ] as [([String], [String])])
  func wrongUsageIsRefused(arguments: [String], fragments: [String]) throws {
    let folder = try Scratch.folder()
    expectFailure(try list(arguments, in: folder), code: 64, saying: fragments)
    #expect(try Snapshot(folder).files.isEmpty)
  }

  @Test func whatIsNoFolderOfRunsIsRefused() throws {
    let folder = try Self.runs()
    let file = try Scratch.file("file", "text")
    for (path, code, words) in [
      ("/nowhere", 66, "there is no file /nowhere, expected a folder of runs"),
      (file.path, 65, "is a file, expected a folder of runs"),
      (folder.appending(path: "a").path, 65, "is the folder of a run"),
    ] as [(String, Int32, String)] {
      for command in ["runs", "dashboard"] {
        expectFailure(try Program.run(command, path), code: code, saying: [words])
      }
    }
    expectFailure(
      try Program.run("runs", ""), code: 64, saying: ["<folder> is empty"])
    // `runs` of the working folder.
    expectFailure(
      try Program.run(["runs"], in: folder), code: 66, saying: ["there is no file runs"])
  }

  @Test func aRunIsShown() throws {
    let folder = try Self.runs()
    let run = folder.appending(path: "a").path
    let result = try Program.run("show", run)
    #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
    for part in [
      "\(run): hm-nas on fashion-mnist, seed 1, complete", "cells          3",
      "tuned        90.00 %", "search      1  0.5000", "entropy 0.5", "metrics.jsonl",
    ] {
      #expect(result.output.contains(part), "\(part) is not in \(result.output)")
    }
    let json = try #require(try Program.run("show", run, "--json").json() as? [String: Any])
    try expectKeys(
      json,
      [
        "path", "state", "started", "updated", "configuration", "summary", "epochs", "files",
      ])
    #expect(!isThere(folder.appending(path: "nas.sqlite")))
  }

  @Test func runsAreCompared() throws {
    let folder = try Self.runs()
    let (first, second) = (folder.appending(path: "a").path, folder.appending(path: "b").path)
    let result = try Program.run("diff", first, second)
    #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
    for part in ["cells   3", "seed     1", "test accuracy"] {
      #expect(result.output.contains(part), "\(part) is not in \(result.output)")
    }
    #expect(!result.output.contains("learning-rate"))
    let json = try #require(
      try Program.run("diff", first, second, "--json").json() as? [String: Any])
    try expectKeys(
      json, ["first", "second", "isSameRun", "subject", "options", "place", "results"])
  }

  /// The command in a report is the one that makes the run again.
  @Test func theCommandInAReportRepeatsTheRun() throws {
    let run = try TinyRun.copy()
    let report = try Program.run("report", run.path)
    #expect(report.code == 0, "\(report.errors)")
    let page = try String(contentsOf: run.appending(path: "report.html"), encoding: .utf8)
    let found = try #require(page.firstMatch(of: /"command":"(nas search hm-nas [^"]*)"/))
    let words = found.1.split(separator: " ").dropFirst().map(String.init)
    let again = try Scratch.free()
    let result = try Program.run(words + ["--output", again.path])
    #expect(result.code == 0, "\(result.errors)")
    let weights = [run, again].map { $0.appending(path: "model.safetensors") }
    #expect(try Data(contentsOf: weights[0]) == Data(contentsOf: weights[1]))
  }

  @Test func whatIsNoRunIsRefused() throws {
    let folder = try Self.runs()
    let damaged = folder.appending(path: "c").path
    for (arguments, code, words) in [
      (["show", "/nowhere"], 66, "/nowhere/config.json, expected the folder of a run"),
      (["show", damaged], 65, "config.json: it is not valid JSON"),
      (["show", ""], 64, "<folder> is empty"), (["show"], 64, "<folder>"),
      (["diff", folder.appending(path: "a").path, damaged], 65, "config.json"),
      (["diff", damaged], 64, "<second>"), (["diff", "a", ""], 64, "<second> is empty"),
    ] as [([String], Int32, String)] {
      expectFailure(try Program.run(arguments), code: code, saying: [words])
    }
  }
}
