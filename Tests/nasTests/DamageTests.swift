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

  @Test(
    arguments: [
      ("\"hm-nas\"", "\"darts\"", "method is darts"),
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
    try replace("sep_conv_3x3", by: "sep_conv_7x7", in: file)
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
    // Whole, but of another network.
    let name = Data("classifier.weight".utf8)
    var renamed = whole
    renamed.replaceSubrange(
      try #require(renamed.range(of: name)), with: Data("classifier.height".utf8))
    try renamed.write(to: model)
    expectFailure(
      try Program.run("evaluate", run.path), code: 65, saying: [model.path, "classifier.weight"])
    try FileManager.default.removeItem(at: model)
    expectFailure(try Program.run("evaluate", run.path), code: 66, saying: [model.path])
  }

  @Test func damagedCheckpointIsRefused() throws {
    let run = try Scratch.free()
    try FileManager.default.copyItem(at: TinyRun.shared().folder, to: run)
    try FileManager.default.removeItem(at: run.appending(path: "summary.json"))
    for name in ["latest", "search"] {
      let file = run.appending(path: "checkpoint/\(name).safetensors")
      let whole = try Data(contentsOf: file)
      try whole.prefix(100).write(to: file)
      expectFailure(try Program.run("resume", run.path), code: 65, saying: [file.path])
      try whole.write(to: file)
    }
    try Data("{".utf8).write(to: run.appending(path: "summary.json"))
    expectFailure(
      try Program.run("resume", run.path), code: 65,
      saying: ["\(run.path)/summary.json", "not valid JSON"])
  }

  private func replace(_ old: String, by new: String, in file: URL) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    try #require(text.contains(old))
    try Data(text.replacing(old, with: new).utf8).write(to: file)
  }
}
