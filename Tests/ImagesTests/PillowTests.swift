import Architectures
import Files
import Foundation
import Images
import Testing

/// Files of every kind, prepared for several shapes, against what Pillow made of them (scripts/fixtures/images.py).
struct PillowTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../Fixtures/images").standardizedFileURL

  private static let golden: [String: (shape: [Int], pixels: [UInt8])] = {
    guard let bytes = try? Data(contentsOf: folder.appending(path: "prepared.safetensors")),
      let file = try? SafetensorsFile(bytes)
    else { return [:] }
    return file.entries.mapValues { ($0.shape, Array(file.bytes(of: $0))) }
  }()

  private static let names = Set(
    golden.keys.compactMap { $0.split(separator: "/").first.map(String.init) }
  ).sorted()

  @Test func thereIsAFileOfEveryKind() {
    #expect(Self.names.count == 26)
    #expect(Self.golden.count == 26 * 6)
  }

  /// A JPEG file's pixels may differ by the version of its library, by little: all else is exact.
  @Test(arguments: names)
  func pixelsAreThoseOfPillow(name: String) throws {
    let bytes = Array(try Data(contentsOf: Self.folder.appending(path: name)))
    let picture = try Picture(decoding: bytes)
    let allowed = name.hasSuffix(".jpg") ? 3 : 0
    for (key, golden) in Self.golden where key.hasPrefix("\(name)/") {
      let shape = ImageShape(
        channels: golden.shape[2], height: golden.shape[0], width: golden.shape[1])
      let found = picture.prepared(for: shape)
      #expect(found.count == golden.pixels.count)
      let worst = zip(found, golden.pixels).map { abs(Int($0) - Int($1)) }.max() ?? 256
      #expect(worst <= allowed, "\(key) differs by \(worst)")
    }
  }

  @Test(arguments: [
    ("grey.png", true), ("bits.png", true), ("grey-palette.png", true), ("grey-alpha.png", true),
    ("grey-16.png", true), ("grey.jpg", true), ("rgb.png", false), ("palette.png", false),
    ("rgb.jpg", false), ("cmyk.jpg", false),
  ])
  func greyFilesAreKnownByTheirType(name: String, isGrey: Bool) throws {
    let bytes = Array(try Data(contentsOf: Self.folder.appending(path: name)))
    #expect(try ImageFile(bytes).isGrey == isGrey)
  }

  /// Eight files that hold one picture, each stored another way, and say how.
  @Test func orientationsTurnThePicture() throws {
    func picture(_ orientation: Int) throws -> Picture {
      let file = Self.folder.appending(path: "turned-\(orientation).jpg")
      return try Picture(decoding: Array(Data(contentsOf: file)))
    }
    let stored = try picture(1)
    func value(_ picture: Picture, _ row: Int, _ column: Int) -> [UInt8] {
      let start = (row * picture.width + column) * 3
      return Array(picture.pixels[start..<start + 3])
    }
    #expect((stored.height, stored.width) == (30, 23))
    // The pixel that is stored in the second row, third column: where it belongs (TIFF 6.0, Orientation).
    let places = [
      1: (1, 2), 2: (1, 20), 3: (28, 20), 4: (28, 2), 5: (2, 1), 6: (2, 28), 7: (20, 28),
      8: (20, 1),
    ]
    for (orientation, place) in places {
      let turned = try picture(orientation)
      #expect(turned.height == (orientation < 5 ? 30 : 23))
      #expect(value(turned, place.0, place.1) == value(stored, 1, 2))
    }
  }
}
