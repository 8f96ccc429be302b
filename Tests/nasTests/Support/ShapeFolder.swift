import Architectures
import Foundation
import Images

/// A folder of pictures of boxes, crosses and discs, as a person may have them.
struct ShapeFolder {
  let url: URL

  static let kinds = ["box", "cross", "disc"]

  /// The JPEG files and those of odd kinds that the tests come with.
  static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Fixtures").standardizedFileURL

  /// Writes `train/<class>/` and `test/<class>/`: PNG files of many sizes, and some JPEG files.
  ///
  /// - Parameters:
  ///   - count: PNG files of each class for training; half as many are for the test.
  ///   - url: A new folder.
  /// - Throws: What the system refuses.
  init(count: Int, at url: URL) throws {
    self.url = url
    var generator = SplitMix64(seed: 5)
    for kind in Self.kinds {
      for (part, count, jpeg) in [("train", count, 0..<4), ("test", count / 2, 4..<6)] {
        let folder = url.appending(path: "\(part)/\(kind)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for number in 0..<count {
          try Self.picture(of: kind, using: &generator)
            .write(to: folder.appending(path: "\(number).png"))
        }
        for number in jpeg {
          try FileManager.default.copyItem(
            at: Self.fixtures.appending(path: "shapes/\(kind)-\(number).jpg"),
            to: folder.appending(path: "photo \(number).jpg"))
        }
      }
    }
  }

  /// Adds files of odd kinds, all of which are read: turned, CMYK, 16 bits, palettes, transparency.
  func addOddKinds() throws {
    for name in [
      "turned-6.jpg", "turned-6.png", "cmyk.jpg", "grey-16.png", "palette-alpha.png", "grey.jpg",
      "rgb-alpha.png", "interlaced.png", "pixel.png", "line.png",
    ] {
      try copy("images/\(name)", to: "train/box/\(name)")
    }
    // By its content a PNG file.
    try copy("images/rgb.png", to: "test/box/wrong ending.jpg")
  }

  /// Adds what file managers and tools leave: nothing of it is read.
  func addJunk() throws {
    for name in ["train/.DS_Store", "train/box/Thumbs.db", "test/disc/._0.png", "train/labels.csv"]
    {
      try Data("junk".utf8).write(to: url.appending(path: name))
    }
    for name in ["train/__MACOSX/box", "train/box/.ipynb_checkpoints"] {
      let folder = url.appending(path: name)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data("junk".utf8).write(to: folder.appending(path: "0.png"))
    }
    try Data("notes".utf8).write(to: url.appending(path: "train/disc/notes.txt"))
    try FileManager.default.createSymbolicLink(
      atPath: url.appending(path: "train/cross/loop").path, withDestinationPath: ".")
  }

  /// Adds files that should be images and are none.
  func addDamaged() throws {
    let whole = try Data(contentsOf: Self.fixtures.appending(path: "images/rgb.jpg"))
    try whole.prefix(whole.count / 2).write(to: url.appending(path: "train/box/cut.jpg"))
    try Data("<!DOCTYPE html>".utf8).write(to: url.appending(path: "train/disc/page.png"))
    try Data("GIF89a............".utf8).write(to: url.appending(path: "test/cross/moving.gif"))
    try Data().write(to: url.appending(path: "train/cross/empty.png"))
  }

  private func copy(_ name: String, to place: String) throws {
    try FileManager.default.copyItem(
      at: Self.fixtures.appending(path: name), to: url.appending(path: place))
  }

  /// A bright figure on a dark ground, in a PNG file of any size.
  private static func picture(
    of kind: String, using generator: inout SplitMix64
  ) throws -> Data {
    let (height, width) = (
      Int.random(in: 16...48, using: &generator), Int.random(in: 16...48, using: &generator)
    )
    let ground = (0..<3).map { _ in UInt8.random(in: 0...70, using: &generator) }
    let color = (0..<3).map { _ in UInt8.random(in: 170...255, using: &generator) }
    let radius = min(height, width) / 3
    var pixels: [UInt8] = []
    for row in 0..<height {
      for column in 0..<width {
        let (y, x) = (abs(row - height / 2), abs(column - width / 2))
        let isInside =
          switch kind {
          case "box": max(x, y) <= radius
          case "disc": x * x + y * y <= radius * radius
          default: max(x, y) <= radius && abs(x - y) <= 1
          }
        pixels += isInside ? color : ground
      }
    }
    return Data(PNGFile.encoded(pixels, height: height, width: width, channels: 3) ?? [])
  }
}
