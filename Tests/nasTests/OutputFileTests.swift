import Foundation
import Testing

@testable import nas

/// Files that options say to write.
struct OutputFileTests {
  @Test func whatIsThereIsNeverOverwritten() throws {
    let file = try Scratch.file("file", "kept")
    let folder = file.deletingLastPathComponent()
    for (name, target) in [("link", file.path), ("dangling", "/nowhere/at/all"), ("up", ".")] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.appending(path: name).path, withDestinationPath: target)
    }
    let before = try Snapshot(folder).files
    for name in ["file", "link", "dangling", "up", "."] {
      #expect(throws: InputFault.self, "\(name)") {
        try OutputFile(folder.appending(path: name).path, option: "--output")
      }
    }
    #expect(try Snapshot(folder).files == before)
  }

  @Test func aNewFileIsWrittenAndAPipeIsWrittenInto() throws {
    let file = try Scratch.free("new.svg")
    try OutputFile(file.path, option: "--output").write("text")
    #expect(try String(contentsOf: file, encoding: .utf8) == "text")
    let pipe = try Scratch.free("pipe")
    #expect(mkfifo(pipe.path, 0o600) == 0)
    let reader = open(pipe.path, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    try OutputFile(pipe.path, option: "--output").write("text")
    var bytes = [UInt8](repeating: 0, count: 8)
    #expect(read(reader, &bytes, bytes.count) == 4 && bytes.starts(with: Array("text".utf8)))
    try OutputFile("/dev/null", option: "--output").write("text")
    var status = stat()
    #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
  }
}
