import Foundation
import TestSupport
import Testing

@testable import Datasets

struct FolderScanTests {
  private func scan(
    _ body: (PictureFolder) throws -> Void, _ check: (FolderScan) throws -> Void
  ) throws {
    try withTemporaryFolder { url in
      try body(PictureFolder(url: url))
      try check(FolderScan(url.path))
    }
  }

  private func fault(_ body: (PictureFolder) throws -> Void) throws -> String {
    try withTemporaryFolder { url in
      try body(PictureFolder(url: url))
      do throws(FolderError) {
        _ = try FolderScan(url.path)
        return "none"
      } catch {
        return "\(error)".replacing(url.path, with: "F")
      }
    }
  }

  @Test func classesAreInNaturalOrder() throws {
    try scan { folder in
      for name in ["1", "2", "10", "11", "Ä", "a", "B"] {
        try folder.picture("train/\(name)/0.png")
        if name != "2" { try folder.picture("test/\(name)/0.png") }
      }
    } _: { scan in
      #expect(scan.classNames == ["1", "2", "10", "11", "B", "a", "Ä"])
      #expect(scan.training.map(\.label) == [0, 1, 2, 3, 4, 5, 6])
      #expect(scan.test.map(\.label) == [0, 2, 3, 4, 5, 6])
    }
  }

  /// What is numbered throughout keeps its order.
  @Test func filesAreInTheOrderOfTheirOwnNames() throws {
    try scan { folder in
      for number in 0..<12 { try folder.picture("train/\(number * 7 % 3)/\(number).png") }
    } _: { scan in
      #expect(scan.training.map(\.ownName) == (0..<12).map { "\($0).png" })
      #expect(scan.training.map(\.label) == (0..<12).map { Int32($0 * 7 % 3) })
    }
  }

  @Test func withoutPartsTheFoldersAreClasses() throws {
    try scan { folder in
      for name in ["train", "car", "bus"] { try folder.picture("\(name)/0.png") }
      try folder.file("notes.txt")
    } _: { scan in
      #expect(scan.layout == .classes)
      #expect(scan.classNames == ["bus", "car", "train"])
      #expect(scan.passedOver == [.outside: 1])
    }
  }

  @Test func partsHaveOtherNamesToo() throws {
    try scan { folder in
      for part in ["Training", "valid", "TEST", "old"] {
        for name in ["a", "b"] { try folder.picture("\(part)/\(name)/0.png") }
      }
    } _: { scan in
      #expect(scan.layout == .parts)
      #expect((scan.training.count, scan.validation.count, scan.test.count) == (2, 2, 2))
      #expect(scan.unused == ["old"])
    }
  }

  /// What file managers, archives and notebooks leave, links in circles and to nothing, and pipes.
  @Test func whatDoesNotBelongIsCounted() throws {
    try scan { folder in
      for name in ["a", "b"] { try folder.picture("\(name)/0.png") }
      try folder.picture("a/inner/1.png")
      for name in [".DS_Store", "Thumbs.db", "desktop.ini", "._0.png"] {
        try folder.file("a/\(name)")
      }
      try folder.picture("__MACOSX/a/0.png")
      try folder.picture(".ipynb_checkpoints/0-checkpoint.png")
      try folder.link("a/loop", to: ".")
      try folder.link("b/up", to: "../a")
      try folder.link("a/again.png", to: "0.png")
      try folder.link("b/gone.png", to: "/nowhere/1.png")
      #expect(mkfifo(folder.url.appending(path: "b/pipe").path, 0o600) == 0)
    } _: { scan in
      #expect(scan.classNames == ["a", "b"])
      #expect(
        scan.training.map(\.name) == ["a/0.png", "b/0.png", "a/again.png", "a/inner/1.png"])
      // `b/up` leads to the folder of another class.
      #expect(scan.passedOver == [.junk: 6, .loops: 2, .special: 1])
      #expect(scan.faults.map(\.name) == ["b/gone.png"])
    }
  }

  @Test func faultsSayWhatAndWhere() throws {
    #expect(
      try fault { _ in } == "F has no folder of a class (found 0 files), expected "
        + "train/<class>/ with images (val/ and test/ may be beside it), or <class>/")
    #expect(
      try fault { folder in
        for name in ["a", "b"] { try folder.picture("train/\(name)/0.png") }
        try folder.folder("train/c")
      } == "F/train/c holds no images, expected some PNG or JPEG files, or no such folder")
    #expect(
      try fault { folder in
        for name in ["a", "b"] { try folder.picture("train/\(name)/0.png") }
        try folder.picture("test/c/0.png")
      } == "F/test/c is of a class that is not among the training images, expected one of a, b")
    #expect(
      try fault { try $0.picture("only/0.png") }
        == "F has one class only, only, expected at least two folders of images")
    #expect(
      try fault { folder in
        for name in ["a", "b"] { try folder.picture("test/\(name)/0.png") }
      }.hasPrefix("F has no folder of a class (found test/, but no train/)"))
    #expect(
      try fault { folder in
        for name in ["\u{E4}", "a\u{308}"] { try folder.picture("\(name)/0.png") }
      }.contains("are the same name"))
    #expect(
      try fault { folder in
        for part in ["val", "validation", "train"] {
          for name in ["a", "b"] { try folder.picture("\(part)/\(name)/0.png") }
        }
      } == "F/validation and F/val are the same part, expected one of them")
    #expect(
      try fault { folder in
        for name in ["a", "b"] { try folder.picture("\(name)/0.png") }
        try folder.link("c", to: "a")
      } == "F/c and F/a are the same folder, expected one folder for each class")
    #expect(
      try fault { folder in
        for name in ["a", "b"] { try folder.picture("\(name)/0.png") }
        try folder.link("all", to: ".")
      } == "F/all and F are the same folder, expected one folder for each class")
  }

  /// A folder whose name is no text may be a class: it is named like a damaged file.
  @Test func namesThatAreNoTextAreFaults() throws {
    try scan { folder in
      for name in ["a", "b"] { try folder.picture("train/\(name)/0.png") }
      let path = Array("\(folder.url.path)/train/".utf8) + [0xFF, 0xFE, 0]
      #expect(mkdir(path.map { CChar(bitPattern: $0) }, 0o700) == 0)
    } _: { scan in
      #expect(scan.faults.count == 1)
      #expect(scan.faults.first?.fault == "has a name that is not UTF-8, expected text")
    }
  }
}
