import Files
import Foundation
import Testing

struct FileLockTests {
  @Test func isHeldByOneAtATime() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: ".lock").path
      do {
        let lock = try FileLock(path)
        #expect(lock.isEffective)
        #expect(!lock.wasLeftBehind)
        for _ in 0..<2 {
          let refusal = #expect(throws: FileLock.Refusal.self) { try FileLock(path) }
          guard case .held(let process) = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
          }
          #expect(process == getpid())
        }
      }
      #expect(try names(in: folder).isEmpty)
      #expect(try !FileLock(path).wasLeftBehind)
    }
  }

  @Test func itsHolderIsKnown() throws {
    try withTemporaryFolder { folder throws in
      let path = folder.appending(path: ".lock").path
      #expect(!FileLock.isHeld(path))
      let lock = try FileLock(path)
      try withExtendedLifetime(lock) {
        #expect(FileLock.isHeld(path))
        #expect(!FileLock.isHeldByAnother(path))
        for other in ["1\n", "?\n", ""] {
          try Data(other.utf8).write(to: folder.appending(path: ".lock"))
          #expect(FileLock.isHeldByAnother(path))
        }
      }
    }
  }

  /// As after a kill: the file is there, but nobody holds it.
  @Test func whatAKilledProcessLeftIsTaken() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: ".lock")
      try Data("4194304\n".utf8).write(to: file)
      do {
        let lock = try FileLock(file.path)
        #expect(lock.wasLeftBehind)
        #expect(try String(contentsOf: file, encoding: .utf8) == "\(getpid())\n")
      }
      #expect(try names(in: folder).isEmpty)
    }
  }

  /// Of many that take it and let it go, never two at once.
  @Test func nobodySlipsInWhileTheFileIsRemoved() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (path, inside) = (folder.appending(path: ".lock").path, folder.appending(path: "in").path)
    let taken = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask {
          var taken = 0
          for _ in 0..<500 {
            guard let lock = try? FileLock(path) else { continue }
            taken += 1
            withExtendedLifetime(lock) {
              // Fails where another is between these two lines.
              if mkdir(inside, 0o777) != 0 || rmdir(inside) != 0 { taken = -1_000_000 }
            }
          }
          return taken
        }
      }
      return await group.reduce(0, +)
    }
    #expect(taken > 0)
  }
}
