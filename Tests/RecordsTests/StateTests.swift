import Foundation
import Testing
import Tracking

@testable import Records

struct StateTests {
  @Test func aRunIsRunningWhileItsLockIsHeld() throws {
    try withTemporaryFolder { folder throws in
      let run = try MadeRun(folder.appending(path: "r"))
      let index = try RunIndex(folder: folder)
      func state() throws -> RunState? { try index.runs().first?.state }
      try run.folder.goOn {
        #expect(run.folder.isUnderWay)
        try index.updateAll()
        #expect(try state() == .running)
        try index.update(run.folder.url, isEnding: true)
        #expect(try state() == .stopped)
        try index.updateAll()
        try run.complete()
        try index.updateAll()
        #expect(try state() == .running)
      }
      #expect(!run.folder.isUnderWay)
      #expect(try index.updateAll() == 1)
      #expect(try state() == .complete)
    }
  }

  /// A process that ends its own work says nothing of another's.
  @Test func aLockOfAnotherProcessCountsUntilItIsGone() throws {
    try withTemporaryFolder { folder throws in
      let run = try MadeRun(folder.appending(path: "r")).folder
      let index = try RunIndex(folder: folder)
      let lock = run.url.appending(path: ".lock")
      let file = open(lock.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      try #require(file != -1 && flock(file, LOCK_EX | LOCK_NB) == 0)
      let (input, child) = (Pipe(), Process())
      child.executableURL = URL(filePath: "/bin/cat")
      child.standardInput = input
      // The lock belongs to the open file, which the child has too.
      child.standardOutput = FileHandle(fileDescriptor: file, closeOnDealloc: false)
      try child.run()
      try Data("\(child.processIdentifier)\n".utf8).write(to: lock)
      close(file)
      #expect(try index.update(run.url, isEnding: true))
      #expect(try index.runs().first?.state == .running)
      #expect(try !index.update(run.url))
      try input.fileHandleForWriting.close()
      child.waitUntilExit()
      #expect(try index.update(run.url, isEnding: true))
      #expect(try index.runs().first?.state == .stopped)
    }
  }

  /// What a kill leaves locks nobody out, and says nothing of a run that is under way.
  @Test func aLockThatWasLeftBehindIsNone() throws {
    try withTemporaryFolder { folder throws in
      let run = try MadeRun(folder.appending(path: "r"))
      try Data("1\n".utf8).write(to: run.folder.url.appending(path: ".lock"))
      #expect(!run.folder.isUnderWay)
      let index = try RunIndex(folder: folder)
      try index.updateAll()
      #expect(try index.runs().first?.state == .stopped)
    }
  }

  /// Whoever looks at a lock shares it for an instant.
  @Test func lookingKeepsNobodyOut() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try MadeRun(folder).folder
    let looks = Task.detached {
      var seen = 0
      while !Task.isCancelled { seen += run.isUnderWay ? 1 : 0 }
      return seen
    }
    for _ in 0..<200 { try run.goOn {} }
    looks.cancel()
    _ = await looks.value
  }
}
