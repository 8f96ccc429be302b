import Files
import Foundation
import Testing

struct DurableFileTests {
  private let old = Data("old".utf8)
  private let new = Data("new".utf8)

  @Test func replacesAFileAndLeavesNothingElse() throws {
    try withTemporaryFolder { folder throws in
      let file = folder.appending(path: "x.json")
      for data in [old, new, Data()] {
        try DurableFile.write(data, to: file)
        #expect(try DurableFile.contents(of: file) == data)
      }
      #expect(try names(in: folder) == ["x.json"])
    }
  }

  @Test func keepsTheOldFileUnderAnotherName() throws {
    try withTemporaryFolder { folder throws in
      let (file, kept) = (folder.appending(path: "latest"), folder.appending(path: "previous"))
      try DurableFile.write(old, to: file, keepingOldAs: kept)
      #expect(try names(in: folder) == ["latest"])
      try DurableFile.write(new, to: file, keepingOldAs: kept)
      #expect(try DurableFile.contents(of: file) == new)
      #expect(try DurableFile.contents(of: kept) == old)
      #expect(try names(in: folder) == ["latest", "previous"])
    }
  }

  /// A folder in the place of the file: the rename fails, when everything has been written.
  @Test func aFailedRenameLeavesNothingBehind() throws {
    try withTemporaryFolder { folder throws in
      let file = folder.appending(path: "x.json")
      try FileManager.default.createDirectory(
        at: file.appending(path: "inside"), withIntermediateDirectories: true)
      let failure = #expect(throws: FileFailure.self) { try DurableFile.write(new, to: file) }
      #expect(failure?.path == file.path)
      #expect(failure?.reason == "Is a directory")
      #expect(try names(in: folder) == ["x.json"])
    }
  }

  @Test func saysWhatTheSystemSays() throws {
    try withTemporaryFolder { folder throws in
      let file = folder.appending(path: "gone/x.json")
      let failure = #expect(throws: FileFailure.self) { try DurableFile.write(new, to: file) }
      #expect(failure?.description == "\(file.path): No such file or directory")
      let none = try DurableFile.contents(of: file)
      #expect(none == nil)
      #expect(throws: FileFailure.self) { try DurableFile.append(new, to: file) }
      let error = #expect(throws: FileFailure.self) {
        _ = try DurableFile.contents(of: folder)
      }
      #expect(error?.reason == "Is a directory")
    }
  }

  @Test func appends() throws {
    try withTemporaryFolder { folder throws in
      let file = folder.appending(path: "lines")
      for data in [old, new, Data()] { try DurableFile.append(data, to: file) }
      try DurableFile.sync(file)
      #expect(try DurableFile.contents(of: file) == old + new)
    }
  }

  @Test(arguments: [
    (".x.json.17.partial", true), (".dat.nosync01a2.Xy3", true), ("x.json", false),
    ("x.partial", false), (".lock", false), ("partial", false),
  ])
  func knowsWhatAKillLeft(name: String, isLeftover: Bool) {
    #expect(DurableFile.isLeftover(name) == isLeftover)
  }
}
