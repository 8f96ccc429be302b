import Files
import Foundation
import Testing

struct RegularFileTests {
  @Test func readsFiles() throws {
    try withTemporaryFolder { folder throws in
      let file = folder.appending(path: "x")
      #expect(try RegularFile.bytes(of: file) == nil)
      #expect(try RegularFile.bytes(of: file.appending(path: "y")) == nil)
      for data in [Data(), Data(repeating: 7, count: 3_000_000)] {
        try data.write(to: file)
        #expect(try RegularFile.bytes(of: file) == data)
        #expect(RegularFile.contents(of: file) == data)
      }
      #expect(try RegularFile.bytes(of: file.appending(path: "y")) == nil)
    }
  }

  @Test func refusesWhatIsNone() throws {
    try withTemporaryFolder { folder throws in
      func refusal(_ name: String) throws -> String? {
        let file = folder.appending(path: name)
        #expect(RegularFile.contents(of: file) == nil)
        return #expect(throws: FileFailure.self) { try RegularFile.bytes(of: file) }?.description
          .replacing("\(folder.path)/", with: "")
      }
      let file = folder.appending(path: "x")
      try Data("x".utf8).write(to: file)
      for (name, target) in [("link", file.path), ("zero", "/dev/zero"), ("dangling", "/gone")] {
        #expect(symlink(target, folder.appending(path: name).path) == 0)
        #expect(try refusal(name) == "\(name): it is a symbolic link, expected a file")
      }
      #expect(mkfifo(folder.appending(path: "pipe").path, 0o600) == 0)
      #expect(try refusal("pipe") == "pipe: it is a pipe or a device, expected a file")
      #expect(mkdir(folder.appending(path: "folder").path, 0o700) == 0)
      #expect(try refusal("folder") == "folder: Is a directory")
    }
    let failure = #expect(throws: FileFailure.self) { try RegularFile.open("/dev/zero") }
    #expect(failure?.reason == "it is a pipe or a device, expected a file")
  }

  /// As `<(...)` of a shell: what a person names may be a pipe.
  @Test func aNamedPipeIsReadWhereItIsMeant() throws {
    try withTemporaryFolder { folder throws in
      let pipe = folder.appending(path: "pipe")
      #expect(mkfifo(pipe.path, 0o600) == 0)
      let data = Data(repeating: 7, count: 300_000)
      Thread.detachNewThread { try? data.write(to: pipe) }
      #expect(try DurableFile.contents(of: pipe) == data)
    }
  }

  /// A file of that size need not take any of the disk.
  @Test func whatIsTooLargeIsNotRead() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "x")
      try Data().write(to: file)
      #expect(truncate(file.path, off_t(RegularFile.limit) + 1) == 0)
      #expect(throws: FileFailure.self) { try RegularFile.bytes(of: file) }
      #expect(RegularFile.contents(of: file) == nil)
    }
  }
}
