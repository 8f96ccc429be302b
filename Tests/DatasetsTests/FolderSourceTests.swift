import Architectures
import Foundation
import Images
import TestSupport
import Testing

@testable import Datasets

struct FolderSourceTests {
  /// A folder of images and a place where what is decoded is kept.
  private func withFolder(_ body: (PictureFolder, FolderCache) throws -> Void) throws {
    try withTemporaryFolder { url in
      let cache = FolderCache(environment: ["XDG_CACHE_HOME": url.appending(path: "cache").path])
      try body(PictureFolder(url: url.appending(path: "flowers")), cache)
    }
  }

  private func source(
    _ folder: PictureFolder, _ cache: FolderCache, _ settings: FolderSettings = .init(size: 8),
    progress: (LoadProgress) -> Void = { _ in }
  ) throws -> FolderSource {
    try FolderSource(folder.url, settings: settings, cache: cache, progress: progress)
  }

  /// Two classes with `count` images each, of different greys.
  private func fill(_ folder: PictureFolder, part: String = "", count: Int, from grey: Int = 0)
    throws
  {
    for number in 0..<count {
      try folder.picture("\(part)a/\(number).png", [UInt8(grey + number)])
      try folder.picture("\(part)b/\(number).png", [UInt8(255 - grey - number)])
    }
  }

  @Test func imagesDescribeThemselves() throws {
    try withFolder { folder, cache in
      try fill(folder, part: "train/", count: 4)
      try fill(folder, part: "test/", count: 2, from: 50)
      let source = try source(folder, cache)
      let description = source.description
      #expect(description.name == "folder:flowers")
      #expect(description.title == "flowers")
      #expect(description.imageShape == ImageShape(channels: 1, height: 8, width: 8))
      #expect(description.classNames == ["a", "b"])
      #expect(description.counts == .init(training: 8, test: 4))
      #expect(description.digest?.count == 64)
      // Of 0, 1, 2, 3 and 255, 254, 253, 252: the root of (127.5² + 126.5² + 125.5² + 124.5²) / 4 is 126.005.
      #expect(description.normalization.mean == [0.5])
      #expect(description.normalization.standardDeviation == [0.4941])
      let training = try source.load(.training) { _ in }
      #expect(training.labels == [0, 1, 0, 1, 0, 1, 0, 1])
      #expect(training.names == (0..<4).flatMap { ["train/a/\($0).png", "train/b/\($0).png"] })
      #expect(training.images.prefix(64).allSatisfy { $0 == 0 })
      #expect(training.images[64..<128].allSatisfy { $0 == 255 })
      #expect(try source.load(.test) { _ in }.names.count == 4)
    }
  }

  /// The part that is set aside is the same each time, and has no class's last image.
  @Test func withoutATestPartAShareIsSetAside() throws {
    try withFolder { folder, cache in
      for number in 0..<20 { try folder.picture("many/\(number).png", [UInt8(number)]) }
      for number in 0..<3 { try folder.picture("few/\(number).png", [UInt8(100 + number)]) }
      try folder.picture("one/0.png", [200])
      let source = try source(folder, cache)
      let (training, test) = (
        try source.load(.training) { _ in }, try source.load(.test) { _ in }
      )
      func counts(_ set: ImageSet) -> [Int] {
        (0..<3).map { label in set.labels.count { $0 == label } }
      }
      #expect(source.description.classNames == ["few", "many", "one"])
      #expect(counts(test) == [1, 4, 0])
      #expect(counts(training) == [2, 16, 1])
      #expect(Set(training.names).isDisjoint(with: test.names))
      #expect(source.notes.contains { $0.contains("a fifth of each class") })
      #expect(try self.source(folder, cache).description == source.description)
    }
  }

  @Test func valIsTheTestPartOrTheHeldOutPart() throws {
    try withFolder { folder, cache in
      try fill(folder, part: "train/", count: 4)
      try fill(folder, part: "val/", count: 2, from: 30)
      let first = try source(folder, cache)
      #expect(first.description.counts == .init(training: 8, test: 4))
      #expect(try first.load(.test) { _ in }.names.allSatisfy { $0.hasPrefix("val/") })
      try fill(folder, part: "test/", count: 1, from: 60)
      let second = try source(folder, cache)
      #expect(second.description.counts == .init(training: 12, test: 2, validation: 4))
      let training = try second.load(.training) { _ in }
      #expect(training.heldOut == 4)
      #expect(training.names.suffix(4).allSatisfy { $0.hasPrefix("val/") })
      // Of what weights are trained on.
      #expect(second.description.normalization == first.description.normalization)
    }
  }

  @Test func whatWasDecodedIsNotDecodedAgain() throws {
    try withFolder { folder, cache in
      try fill(folder, count: 5)
      var read: [LoadProgress] = []
      let first = try source(folder, cache) { read.append($0) }
      #expect(read.first == .images(done: 0, count: 10))
      #expect(read.last == .images(done: 10, count: 10))
      read = []
      let second = try source(folder, cache) { read.append($0) }
      #expect(read.isEmpty)
      #expect(second.description == first.description)
      #expect(second.notes == first.notes)
      // As a run that goes on asks for them.
      let again = FolderSource(first.description, in: folder.url, cache: cache)
      let images = try again.load(.training) { read.append($0) }
      #expect(read.isEmpty)
      #expect(images.images == (try first.load(.training) { _ in }).images)
      // A damaged copy is no copy.
      let copy = cache.root.appending(
        path: "\(first.description.digest ?? "")/training.safetensors")
      var bytes = try Data(contentsOf: copy)
      bytes[bytes.count - 70] ^= 1
      try bytes.write(to: copy)
      #expect(try again.load(.training) { read.append($0) }.images == images.images)
      #expect(!read.isEmpty)
    }
  }

  /// The same images in two folders are kept once, and each folder keeps its name and what was said of it.
  @Test func eachFolderKeepsItsName() throws {
    try withFolder { folder, cache in
      try fill(folder, count: 5)
      let other = PictureFolder(
        url: folder.url.deletingLastPathComponent().appending(path: "twins"))
      try FileManager.default.copyItem(at: folder.url, to: other.url)
      try other.file("a/notes.txt")
      let (first, second) = (try source(folder, cache), try source(other, cache))
      #expect(first.description.digest == second.description.digest)
      #expect(try source(folder, cache).description.name == "folder:flowers")
      #expect(try source(folder, cache).notes == first.notes)
      #expect(try source(other, cache).description.name == "folder:twins")
      #expect(second.notes.contains("Passed over: 1 without a picture"))
    }
  }

  @Test func imagesThatChangedAreNoticed() throws {
    try withFolder { folder, cache in
      try fill(folder, count: 5)
      let before = try source(folder, cache)
      try folder.picture("a/0.png", [77])
      let run = FolderSource(before.description, in: folder.url, cache: cache)
      #expect(throws: FolderError.self) { try run.load(.training) { _ in } }
      let after = try source(folder, cache)
      #expect(after.description.digest != before.description.digest)
    }
  }

  /// Grey where all training files are, whatever the others are.
  @Test func colorsFollowTheTrainingFiles() throws {
    try withFolder { folder, cache in
      try fill(folder, part: "train/", count: 2)
      try folder.picture("test/a/0.png", [200, 100, 50])
      let grey = try source(folder, cache)
      #expect(grey.description.imageShape.channels == 1)
      // 0.299 R + 0.587 G + 0.114 B
      #expect(try grey.load(.test) { _ in }.images.allSatisfy { $0 == 124 })
      #expect(grey.notes.contains { $0.contains("all become grey") })
      let rgb = try source(folder, cache, .init(size: 8, colors: .rgb))
      #expect(rgb.description.imageShape.channels == 3)
      try folder.picture("train/b/9.png", [1, 2, 3])
      let mixed = try source(folder, cache)
      #expect(mixed.description.imageShape.channels == 3)
      #expect(try Array(mixed.load(.test) { _ in }.images.prefix(3)) == [200, 100, 50])
    }
  }

  @Test func damagedFilesAreAllNamed() throws {
    try withFolder { folder, cache in
      try fill(folder, count: 5)
      let whole = try Data(contentsOf: folder.url.appending(path: "a/0.png"))
      try folder.file("a/cut.png", whole.prefix(40))
      try folder.file("b/page.jpg", Data("<!DOCTYPE html>".utf8))
      try folder.file("b/moving.gif", Data("GIF89a............".utf8))
      try folder.file("b/notes.txt")
      let expected = [
        "a/cut.png is a damaged PNG file", "b/moving.gif is a GIF file, expected PNG or JPEG",
        "b/page.jpg is no picture, expected a PNG or JPEG file",
      ]
      do {
        _ = try source(folder, cache)
        Issue.record("damaged files were read")
      } catch let error as FolderError {
        let lines = "\(error)".split(separator: "\n").map(String.init)
        #expect(
          lines[0] == "3 files in \(folder.url.resolvingSymlinksInPath().path) cannot be read:")
        for (line, text) in zip(lines.dropFirst(), expected) { #expect(line.contains(text)) }
        #expect(lines.last?.contains("--skip-damaged") == true)
        #expect(error.exitCode == 65)
      }
      let source = try source(folder, cache, .init(size: 8, skipsDamaged: true))
      #expect(source.description.counts == .init(training: 8, test: 2))
      #expect(source.notes.contains { $0.contains("Left out, as they cannot be read: 3 files") })
      #expect(source.notes.contains("Passed over: 1 without a picture"))
      // What was skipped does not hide the next time.
      #expect(throws: FolderError.self) { try self.source(folder, cache) }
    }
  }

  @Test func aClassOfDamagedFilesAloneIsEmpty() throws {
    try withFolder { folder, cache in
      try fill(folder, count: 5)
      try folder.file("c/1.png", Data("no".utf8))
      #expect(
        throws: FolderError.emptyClass(
          path: folder.url.resolvingSymlinksInPath().path + "/c")
      ) { try source(folder, cache, .init(size: 8, skipsDamaged: true)) }
    }
  }

  @Test func copiesAcrossPartsAndClassesAreSaid() throws {
    try withFolder { folder, cache in
      try fill(folder, part: "train/", count: 3)
      try folder.picture("test/a/9.png", [1])
      try folder.picture("train/b/8.png", [2])
      let notes = try source(folder, cache).notes
      #expect(
        notes.contains(
          "1 test image is also a training image, so the result may be too good: "
            + "test/a/9.png is train/a/1.png"))
      #expect(
        notes.contains(
          "1 training image is also of another class: train/b/8.png is train/a/2.png"))
    }
  }

  /// Fashion-MNIST as files that are numbered throughout: the images come in the same order.
  @Test func publishedImagesWrittenOutAreTheSame() throws {
    let set = try DatasetReader(DatasetLocation(.fashionMNIST)).load(.test)
    try withFolder { folder, cache in
      for number in 0..<120 {
        let pixels = Array(set.images[number * 784..<(number + 1) * 784])
        let bytes = PNGFile.encoded(pixels, height: 28, width: 28, channels: 1)
        let part = number < 100 ? "train" : "test"
        try folder.file("\(part)/\(set.labels[number])/\(number).png", Data(bytes ?? []))
      }
      let source = try source(folder, cache, .init(size: 28))
      let (training, test) = (
        try source.load(.training) { _ in }, try source.load(.test) { _ in }
      )
      #expect(training.images + test.images == Array(set.images.prefix(120 * 784)))
      #expect(training.labels + test.labels == Array(set.labels.prefix(120)))
    }
  }

  /// 300 classes, of which no byte has a number.
  @Test func thereMayBeManyClasses() throws {
    try withFolder { folder, cache in
      for number in 0..<300 {
        try folder.picture("train/\(number)/0.png", [UInt8(number % 256)], width: 3, height: 2)
        try folder.picture("test/\(number)/0.png", [UInt8(number / 2)], width: 2, height: 3)
      }
      let source = try source(folder, cache)
      #expect(source.description.classNames == (0..<300).map(String.init))
      #expect(try source.load(.test) { _ in }.labels == (0..<300).map { Int32($0) })
    }
  }

  /// Where nothing can be kept, images are decoded again.
  @Test func withoutACacheImagesAreStillRead() throws {
    try withFolder { folder, cache in
      try fill(folder, count: 5)
      try Data().write(to: folder.url.appending(path: "../cache"))
      let source = try source(folder, cache)
      #expect(source.notes.contains { $0.contains("cannot be kept") })
      #expect(try source.load(.training) { _ in }.count == 8)
    }
  }
}
