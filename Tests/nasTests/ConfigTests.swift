import Foundation
import Testing

@Suite struct ConfigTests {
  /// The paper's values, from its sections 3.2, 3.3, 4.1 and 4.2.
  private static let published: [String: String] = [
    "channels": "36", "cells": "3", "validation-fraction": "0.2", "search-epochs": "100",
    "search-batch-size": "128", "search-learning-rate": "0.1", "search-momentum": "0.9",
    "search-weight-decay": "0.0003", "order": "second", "architecture-learning-rate": "0.0003",
    "architecture-weight-decay": "0.001", "architecture-initial-scale": "0.001",
    "warm-start-epochs": "10", "mask-epochs": "20", "mask-initial": "0.01",
    "mask-threshold": "0.005", "mask-weight-travel": "0.391",
    "mask-architecture-travel": "0.0391", "mask-decay-after": "0.5", "mask-decay-divisor": "10",
    "tune-epochs": "200", "cutout": "16", "edge-softmax": "per-node",
  ]

  @Test func paperPresetHasThePapersValuesAndSources() throws {
    let entries = try entries(["--preset", "paper"])
    for (key, value) in Self.published {
      let entry = try #require(entries.first { $0["key"] as? String == key }, "\(key)")
      if let number = entry["value"] as? Double {
        #expect(number == Double(value), "\(key)")
      } else {
        #expect(entry["value"] as? String == value, "\(key)")
      }
    }
    for entry in entries {
      try expectKeys(entry, ["key", "value", "source", "help", "expected"])
      let source = try #require(entry["source"] as? String)
      #expect(["paper", "[D]"].contains { source.hasPrefix($0) } || source.hasSuffix("code"))
      let help = try #require(entry["help"] as? String)
      #expect(!help.isEmpty)
    }
  }

  @Test(arguments: ["quick", "cpu", "paper"])
  func everyHyperparameterOfARunIsListed(preset: String) throws {
    let run = try json("config.json", in: TinyRun.shared().folder)
    let recorded = try #require(run["options"] as? [String: Any])
    let listed = try entries(["--preset", preset]).compactMap { $0["key"] as? String }
    #expect(Set(listed) == Set(recorded.keys))
    #expect(listed.count == recorded.count)
    let toml = try Program.run("config", "hm-nas", "--preset", preset).output
    for key in listed { #expect(toml.contains("\n\(key) = ")) }
  }

  @Test(arguments: ["quick", "cpu", "paper"])
  func outputGoesBackIn(preset: String) throws {
    let first = try Program.run("config", "hm-nas", "--preset", preset, "--channels", "7")
    #expect(first.code == 0)
    #expect(first.errors.isEmpty)
    let file = try Scratch.file("my.toml", first.output)
    let again = try Program.run("config", "hm-nas", "--preset", preset, "--config", file.path)
    #expect(again.output == first.output)
    // The file has every value, so that the preset no longer matters.
    #expect(
      try values(["--config", file.path]) == values(["--preset", preset, "--channels", "7"]))
  }

  @Test func commandLineComesLastAndShorthandsComeFirst() throws {
    let file = try Scratch.file("my.toml", "tune-epochs = 7\nepochs = 3\ncells = 5\nflip = false\n")
    let values = try values(["--config", file.path, "--cells", "6", "--search-epochs=2"])
    #expect(values["tune-epochs"] == "7")
    #expect(values["mask-epochs"] == "3")
    #expect(values["search-epochs"] == "2")
    #expect(values["cells"] == "6")
    #expect(values["flip"] == "0")
    // On the command line too, whatever the order.
    for order in [
      ["--tune-epochs", "7", "--epochs", "3"], ["--epochs", "3", "--tune-epochs", "7"],
    ] {
      let values = try self.values(order)
      #expect(values["tune-epochs"] == "7")
      #expect(values["mask-epochs"] == "3")
    }
    // A value of one's own is marked as such.
    let entry = try entries(["--preset", "paper", "--cells", "6"]).first {
      $0["key"] as? String == "cells"
    }
    #expect(entry?["source"] as? String == "[D], paper 4.1 has 3")
  }

  /// The shell does not replace the `~` after a `=`.
  @Test func aFileIsFoundAndItsValuesAreNamed() throws {
    let cpu = try Program.run("config", "hm-nas", "--preset", "cpu")
    #expect(cpu.output.hasPrefix("# HM-NAS, cpu preset: "))
    let home = try Scratch.file("my.toml", cpu.output).deletingLastPathComponent()
    for (options, label) in [
      ([], "cpu preset"), (["--cells", "7"], "cpu preset, 1 value changed"),
    ] {
      let result = try Program.start(
        ["config", "hm-nas", "--config=~/my.toml"] + options, environment: ["HOME": home.path]
      ).finish()
      #expect(result.code == 0, "\(result.errors)")
      #expect(result.output.hasPrefix("# HM-NAS, \(label): "))
    }
  }

  @Test(
    arguments: [
      ("chanels = 4\n", 64, ["chanels", "channels?"]),
      ("seed = 4\n", 64, ["seed", "command line", "--seed"]),
      ("channels = 18446744073709551616\n", 65, ["line 1"]),
      ("channels = 4.5\n", 64, ["channels is 4.5", "a whole number from 1 to 2048"]),
      ("channels = 0\n", 64, ["channels is 0", "1 to 2048"]),
      ("channels = \"many\"\n", 64, ["channels is many", "1 to 2048"]),
      ("[search]\nepochs = 1\n", 64, ["search", "table"]),
      ("channels = [1, 2]\n", 64, ["channels", "list"]),
      ("channels = 1979-05-27\n", 64, ["channels", "date"]),
      ("cells = 3\nchannels =\n", 65, ["line 2"]),
      ("channels = 3\nchannels = 4\n", 65, ["line 2", "channels"]),
      ("cells = 3\n<html>\n", 65, ["line 2"]),
    ] as [(String, Int32, [String])])
  func badFileIsRefused(text: String, code: Int32, fragments: [String]) throws {
    let file = try Scratch.file("my.toml", text)
    expectFailure(
      try Program.run("config", "hm-nas", "--config", file.path), code: code,
      saying: [file.path] + fragments)
  }

  @Test func badFileStartsNoSearch() throws {
    let file = try Scratch.file("my.toml", "chanels = 4\n")
    let folder = try Scratch.folder()
    expectFailure(
      try Program.run(["search", "hm-nas", "--config", file.path], in: folder), code: 64,
      saying: [file.path, "chanels", "channels?"])
    #expect(try Snapshot(folder).files.isEmpty)
  }

  @Test func fileThatIsNotTextIsRefused() throws {
    let file = try Scratch.free("my.toml")
    try Data([0xFF, 0xFE, 0x00]).write(to: file)
    expectFailure(
      try Program.run("config", "hm-nas", "--config", file.path), code: 65,
      saying: [file.path, "UTF-8"])
  }

  @Test func fileThatIsNotThereIsRefused() throws {
    let file = try Scratch.free("my.toml")
    expectFailure(
      try Program.run("config", "hm-nas", "--config", file.path), code: 66, saying: [file.path])
    expectFailure(
      try Program.run("config", "hm-nas", "--config", Scratch.folder().path), code: 74,
      saying: ["Is a directory"])
  }

  private func entries(_ options: [String]) throws -> [[String: Any]] {
    let result = try Program.run(["config", "hm-nas", "--json"] + options)
    #expect(result.code == 0)
    #expect(result.errors.isEmpty)
    return try #require(result.json() as? [[String: Any]])
  }

  private func values(_ options: [String]) throws -> [String: String] {
    try entries(options).reduce(into: [:]) { values, entry in
      let key = try #require(entry["key"] as? String)
      values[key] = "\(try #require(entry["value"]))"
    }
  }
}
