import Architectures
import Foundation
import Testing

@testable import Tracking

struct RunFolderTests {
  private struct Stopped: Error {}

  @Test func aNewRunFillsItsFolder() throws {
    try withTemporaryFolder { base throws in
      let url = base.appending(path: "runs/one")
      try RunFolder.begin(in: url) { folder in
        #expect(try names(in: url) == [".lock"])
        try folder.create(.example)
      }
      #expect(try names(in: url) == ["checkpoint", "config.json"])
      #expect(try RunFolder(url).readConfiguration() == (try RunConfiguration.example.readBack()))
    }
  }

  @Test func aRunThatDoesNotBeginLeavesNothing() throws {
    try withTemporaryFolder { base throws in
      #expect(throws: Stopped.self) {
        try RunFolder.begin(in: base.appending(path: "a/b")) { folder in
          try folder.prepare()
          throw Stopped()
        }
      }
      #expect(try names(in: base).isEmpty)
      // What was there stays.
      #expect(throws: Stopped.self) { try RunFolder.begin(in: base) { _ in throw Stopped() } }
      #expect(try names(in: base).isEmpty)
    }
  }

  @Test func aRunIsNotOverwritten() throws {
    try withTemporaryFolder { base throws in
      try RunFolder.begin(in: base) { try $0.create(.example) }
      #expect(saying("already holds a run") { try RunFolder.begin(in: base) { _ in } })
      #expect(saying("already holds a run") { try RunFolder(base).create(.example) })
      #expect(try names(in: base) == ["checkpoint", "config.json"])
    }
  }

  @Test(arguments: ["letter.txt", "checkpoint/latest.safetensors", "architecture.json"])
  func otherFilesAreLeftAlone(name: String) throws {
    try withTemporaryFolder { base throws in
      try write("x", base, name)
      #expect(saying("is not empty") { try RunFolder.begin(in: base) { _ in } })
      #expect(try String(contentsOf: base.appending(path: name), encoding: .utf8) == "x")
    }
  }

  /// What is there between the first step of a run and its configuration.
  @Test(arguments: [
    ["checkpoint/.latest.safetensors.9.partial"], [".config.json.9.partial"], [".dat.nosync9.x"],
    [".lock"], [".lock", "architecture.json", "architecture.svg"],
  ])
  func whatAKilledRunLeftIsTaken(found: [String]) throws {
    try withTemporaryFolder { base throws in
      for name in found { try write("1", base, name) }
      try RunFolder.begin(in: base) { try $0.create(.example) }
      let others = found.filter { $0.hasPrefix("arch") }
      #expect(try names(in: base) == others + ["checkpoint", "config.json"])
      #expect(try names(in: base.appending(path: "checkpoint")).isEmpty)
    }
  }

  @Test func aRunThatGoesOnIsCleanedUp() throws {
    try withTemporaryFolder { base throws in
      try RunFolder.begin(in: base) { try $0.create(.example) }
      for name in [".lock", ".summary.json.1.partial", "checkpoint/.dat.nosync9.x", "mine.txt"] {
        try write("1", base, name)
      }
      try RunFolder(base).goOn { () throws in
        #expect(try names(in: base) == [".lock", "checkpoint", "config.json", "mine.txt"])
      }
      #expect(try names(in: base) == ["checkpoint", "config.json", "mine.txt"])
      #expect(try names(in: base.appending(path: "checkpoint")).isEmpty)
    }
  }

  /// As after a kill in the moment in which the summary was written.
  @Test func aCompleteRunIsCleanedUpWhereThatCanBe() throws {
    try withTemporaryFolder { base throws in
      try RunFolder.begin(in: base) { try $0.create(.example) }
      for name in [".lock", ".summary.json.1.partial", "summary.json"] {
        try write("1", base, name)
      }
      // Not while another is at work.
      try RunFolder(base).goOn { () throws in
        RunFolder(base).tidyUp()
        #expect(try names(in: base).contains(".lock"))
      }
      for name in [".lock", ".summary.json.1.partial"] { try write("1", base, name) }
      RunFolder(base).tidyUp()
      #expect(try names(in: base) == ["checkpoint", "config.json", "summary.json"])
    }
  }

  @Test func oneProcessAtATime() throws {
    try withTemporaryFolder { base throws in
      try RunFolder.begin(in: base) { folder in
        try folder.create(.example)
        #expect(
          saying("process \(getpid()) works on the run in \(base.path)") {
            try RunFolder(base).goOn {}
          })
        #expect(saying("process \(getpid()) works on") { try RunFolder.begin(in: base) { _ in } })
      }
      try RunFolder(base).goOn {}
    }
  }

  @Test func nothingIsMadeWhereNoRunIs() throws {
    try withTemporaryFolder { base throws in
      #expect(saying("there is no file") { try RunFolder(base).goOn {} })
      #expect(try names(in: base).isEmpty)
    }
  }

  /// As four searches that begin in the same second.
  @Test func eachGetsAFolderOfItsOwn() async throws {
    let base = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: base) }
    let got = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<4 {
        group.addTask {
          try RunFolder.begin(in: base.appending(path: "run"), ifTaken: .takeAnother) {
            try $0.create(.example)
            return $0.url.lastPathComponent
          }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(got.sorted() == ["run", "run-2", "run-3", "run-4"])
    #expect(try names(in: base) == ["run", "run-2", "run-3", "run-4"])
  }

  @Test func runsOfLaterVersionsAreRefused() throws {
    try withTemporaryFolder { base throws in
      var run = RunConfiguration.example
      run.format = RunConfiguration.currentFormat + 1
      try RunFolder(base).create(run)
      #expect(saying("a newer swift-nas") { try RunFolder(base).readConfiguration() })
    }
  }

  @Test func imagesThatThereCannotBeAreRefused() throws {
    try withTemporaryFolder { base throws in
      var run = RunConfiguration.example
      run.data = DatasetDescription(
        name: "flat", title: "Flat", imageShape: ImageShape(channels: 1, height: 0, width: 9),
        classNames: ["a"],
        normalization: Normalization(mean: [0], standardDeviation: [1], source: "a test"),
        counts: .init(training: 1, test: nil))
      try RunFolder(base).create(run)
      #expect(
        saying("\"imageShape.height\" of the images is 0, expected 1 to 2048") {
          try RunFolder(base).readConfiguration()
        })
    }
  }

  @Test func failuresSayWhatTheSystemSays() throws {
    try withTemporaryFolder { base throws in
      try write("x", base, "file")
      let file = base.appending(path: "file")
      #expect(
        saying("cannot write \(file.path): Not a directory") {
          try RunFolder.begin(in: file) { _ in }
        })
      #expect(
        saying("summary.json: No such file or directory") {
          let folder = RunFolder(base.appending(path: "gone"))
          try folder.write("", to: folder.summary)
        })
    }
  }

  private func write(_ text: String, _ base: URL, _ name: String) throws {
    let file = base.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}

/// Whether a call is refused with a sentence that has some words in it.
func saying<Result>(_ words: String, _ call: () throws -> Result) -> Bool {
  do {
    _ = try call()
    return false
  } catch {
    return "\(error)".contains(words)
  }
}
