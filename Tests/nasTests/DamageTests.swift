import Foundation
import Testing

/// Run folders that are not there, not complete or damaged.
@Suite struct DamageTests {
  @Test(arguments: ["resume", "evaluate", "draw"])
  func aFolderWithoutARunIsRefused(command: String) throws {
    for folder in [try Scratch.free(), try Scratch.folder()] {
      let existed = isThere(folder)
      expectFailure(
        try Program.run(command, folder.path), code: 66,
        saying: [folder.path, "config.json", "expected the folder of a run"])
      #expect(isThere(folder) == existed)
    }
  }

  @Test(
    arguments: [
      ("config.json", "", ["not valid JSON"]),
      ("config.json", "{\"method\": \"hm-nas\"}", ["missing"]),
      ("config.json", "[]", []),
    ] as [(String, String, [String])])
  func damagedFileIsRefused(name: String, text: String, fragments: [String]) throws {
    let run = try TinyRun.copy()
    try Data(text.utf8).write(to: run.appending(path: name))
    for command in ["resume", "evaluate", "draw"] {
      expectFailure(
        try Program.run(command, run.path), code: 65,
        saying: ["\(run.path)/\(name)"] + fragments)
    }
  }

  /// Resuming a finished run shows its result only where what it found is whole; its checkpoint makes it again.
  @Test func theModelOfAFinishedRunIsLookedAt() throws {
    let run = try TinyRun.copy(withCheckpoints: true)
    let model = run.appending(path: "model.safetensors")
    let whole = try Data(contentsOf: model)
    try whole.prefix(whole.count / 2).write(to: model)
    expectFailure(
      try Program.run("resume", run.path), code: 65, saying: [model.path, "remove summary.json"])
    try FileManager.default.removeItem(at: run.appending(path: "summary.json"))
    #expect(try Program.run("resume", run.path).code == 0)
    #expect(try Data(contentsOf: model) == whole)
  }

  @Test(
    arguments: [
      ("\"hm-nas\"", "\"enas\"", "method is enas"),
      ("\"fashion-mnist\"", "\"imagenet\"", "dataset is imagenet"),
      ("\"cpu\"", "\"abacus\"", "abacus"),
      ("\"threads\" : 1", "\"threads\" : -1", "threads is -1"),
      ("\"threads\" : 1", "\"threads\" : \"one\"", "threads"),
      ("\"channels\" : 4", "\"channels\" : 0", "channels is 0"),
      ("\"channels\" : 4", "\"chanels\" : 4", "chanels"),
      ("\"mask-threshold\" : 0.005", "\"mask-threshold\" : 1", "mask-threshold"),
    ])
  func changedConfigurationIsRefused(old: String, new: String, fragment: String) throws {
    let run = try TinyRun.copy()
    try replace(old, by: new, in: run.appending(path: "config.json"))
    for command in ["resume", "evaluate"] {
      expectFailure(
        try Program.run(command, run.path), code: 65,
        saying: ["\(run.path)/config.json", fragment])
    }
  }

  @Test func aRunIsNotResumedWithoutAllItsOptions() throws {
    let run = try TinyRun.copy()
    try replace("\"channels\" : 4,", by: "", in: run.appending(path: "config.json"))
    expectFailure(
      try Program.run("resume", run.path), code: 65,
      saying: ["\(run.path)/config.json", "option channels is missing"])
  }

  @Test(
    arguments: [
      ("", "JSON"), ("{}", "format"), ("{\"format\": \"other\"}", "other"),
    ])
  func damagedArchitectureIsRefused(text: String, fragment: String) throws {
    let run = try TinyRun.copy()
    try Data(text.utf8).write(to: run.appending(path: "architecture.json"))
    let before = try Snapshot(run)
    for command in ["evaluate", "draw"] {
      expectFailure(
        try Program.run(command, run.path), code: 65,
        saying: ["\(run.path)/architecture.json", fragment])
    }
    #expect(try Snapshot(run) == before)
  }

  @Test func changedArchitectureIsRefused() throws {
    let run = try TinyRun.copy()
    let file = run.appending(path: "architecture.json")
    try replace("sep_conv_3x3", by: "sep_conv_9x9", in: file)
    for command in ["evaluate", "draw"] {
      expectFailure(try Program.run(command, run.path), code: 65, saying: [file.path])
    }
  }

  @Test func damagedModelIsRefused() throws {
    let run = try TinyRun.copy()
    let model = run.appending(path: "model.safetensors")
    let whole = try Data(contentsOf: model)
    for damaged in [
      Data(), whole.prefix(4), whole.prefix(2000), whole.prefix(whole.count - 4),
      Data(repeating: 0xFF, count: 1000),
    ] {
      try damaged.write(to: model)
      expectFailure(try Program.run("evaluate", run.path), code: 65, saying: [model.path])
    }
    // One byte of many, in the header or in the weights.
    for place in [10, whole.count / 2, whole.count - 1] {
      var damaged = whole
      damaged[place] ^= 1
      try damaged.write(to: model)
      expectFailure(try Program.run("evaluate", run.path), code: 65, saying: [model.path])
    }
    // Whole, but of another network.
    try whole.write(to: model)
    try makeForeign(model)
    try replaceBytes("classifier.weight", by: "classifier.height", in: model)
    expectFailure(
      try Program.run("evaluate", run.path), code: 65, saying: [model.path, "classifier.weight"])
    try FileManager.default.removeItem(at: model)
    expectFailure(try Program.run("evaluate", run.path), code: 66, saying: [model.path])
  }

  /// Files of others carry no checksum.
  @Test func weightsMadeElsewhereAreTaken() throws {
    let run = try TinyRun.copy()
    let before = try Program.run("evaluate", run.path, "--json")
    try makeForeign(run.appending(path: "model.safetensors"))
    let after = try Program.run("evaluate", run.path, "--json")
    #expect(after.code == 0)
    #expect(after.output == before.output)
    #expect(after.errors.isEmpty)
  }

  @Test(arguments: ["not a number", "infinite", "whole"])
  func weightsThatAreNoNumbersAreRefused(kind: String) throws {
    let run = try TinyRun.copy()
    let model = run.appending(path: "model.safetensors")
    try makeForeign(model)
    if kind == "whole" {
      // The last entry of its kind in the header.
      try replaceBytes("\"F32\"", by: "\"I32\"", in: model, options: .backwards)
    } else {
      var bytes = try Data(contentsOf: model)
      bytes.replaceSubrange(
        (bytes.count - 4)..., with: [0, 0, kind == "infinite" ? 0x80 : 0xC0, 0x7F])
      try bytes.write(to: model)
    }
    for option in [[], ["--json"]] {
      expectFailure(
        try Program.run(["evaluate", run.path] + option), code: 65,
        saying: [model.path, "tensor ", kind == "whole" ? "type int32" : "not finite"])
    }
  }

  /// Finite weights whose sums are not.
  @Test func weightsThatOverflowAreRefused() throws {
    let run = try TinyRun.copy()
    let model = run.appending(path: "model.safetensors")
    try makeForeign(model)
    var bytes = try Data(contentsOf: model)
    let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    // Float.greatestFiniteMagnitude, everywhere.
    for start in stride(from: 8 + length, to: bytes.count, by: 4) {
      bytes.replaceSubrange(start..<(start + 4), with: [0xFF, 0xFF, 0x7F, 0x7F])
    }
    try bytes.write(to: model)
    expectFailure(
      try Program.run("evaluate", run.path, "--json"), code: 65,
      saying: [model.path, "loss is not a finite number"])
  }

  @Test func anEmptySummaryIsMadeAgain() throws {
    let run = try TinyRun.copy(withCheckpoints: true)
    let summary = run.appending(path: "summary.json")
    for text in ["", "{"] {
      try Data(text.utf8).write(to: summary)
      expectFailure(
        try Program.run("resume", run.path), code: 65,
        saying: [summary.path, "not valid JSON", "remove it"])
    }
  }

  @Test func weightsThatAreGoneAreMadeAgain() throws {
    let run = try TinyRun.copy(withCheckpoints: true)
    let model = run.appending(path: "model.safetensors")
    let whole = try Data(contentsOf: model)
    try FileManager.default.removeItem(at: model)
    expectFailure(
      try Program.run("resume", run.path), code: 66,
      saying: [model.path, "any more", "remove its summary.json"])
    try FileManager.default.removeItem(at: run.appending(path: "summary.json"))
    #expect(try Program.run("resume", run.path).code == 0)
    #expect(try Data(contentsOf: model) == whole)
  }

  private func replace(_ old: String, by new: String, in file: URL) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    try #require(text.contains(old))
    try Data(text.replacing(old, with: new).utf8).write(to: file)
  }
}
