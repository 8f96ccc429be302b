import Architectures
import Foundation
import Images
import Testing

/// Files that are no pictures, or no whole ones.
struct FaultTests {
  private static func file(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: PillowTests.folder.appending(path: name)))
  }

  private static func fault(of bytes: [UInt8]) -> ImageFault? {
    do {
      _ = try Picture(decoding: bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    ("", ImageFault.empty), ("<!DOCTYPE html>", .unknown), ("GIF89a........", .format(.gif)),
    ("RIFF....WEBPVP8 ", .format(.webp)), ("II*\0............", .format(.tiff)),
    ("....ftypheic....", .format(.heif)), ("....ftypmp42....", .unknown),
    ("8BPS............", .format(.photoshop)), ("BM....\0\0\0\0......", .format(.bmp)),
    ("BMW is a car maker", .unknown),
  ])
  func whatIsNotReadIsNamed(text: String, expected: ImageFault) {
    #expect(Self.fault(of: Array(text.utf8)) == expected)
  }

  /// Cut anywhere, a file is refused: what is missing would be made up.
  @Test(arguments: ["rgb.png", "interlaced.png", "rgb.jpg", "progressive.jpg", "grey.jpg"])
  func aFileThatEndsEarlyIsDamaged(name: String) throws {
    let bytes = try Self.file(name)
    for length in [20, bytes.count / 3, bytes.count * 2 / 3, bytes.count - 20] {
      let fault = Self.fault(of: Array(bytes.prefix(length)))
      guard case .damaged = fault else {
        Issue.record("\(name), \(length) bytes: \(String(describing: fault))")
        continue
      }
    }
  }

  @Test func damagedBytesShow() throws {
    var bytes = try Self.file("rgb.png")
    bytes[bytes.count / 2] ^= 0x55
    guard case .damaged(.png, _) = Self.fault(of: bytes) else {
      Issue.record("the checksum of the pixels does not fit")
      return
    }
  }

  /// 60,000 x 60,000 pixels of three bytes: refused by the header alone.
  @Test func claimsBeyondMemoryAreRefused() throws {
    var bytes = try Self.file("rgb.png")
    let side = withUnsafeBytes(of: UInt32(60_000).bigEndian) { Array($0) }
    bytes.replaceSubrange(16..<24, with: side + side)
    bytes.replaceSubrange(29..<33, with: Self.checksum(of: bytes[12..<29]))
    #expect(Self.fault(of: bytes) == .tooLarge(width: 60_000, height: 60_000))
  }

  /// Whatever bytes are changed, decoding gives a picture or a fault.
  @Test(arguments: ["palette-alpha.png", "grey-16.png", "cmyk.jpg", "turned-6.jpg", "turned-6.png"])
  func nothingTraps(name: String) throws {
    let bytes = try Self.file(name)
    var generator = SplitMix64(seed: 3)
    for _ in 0..<300 {
      var changed = bytes
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        changed[Int.random(in: changed.indices, using: &generator)] = .random(
          in: 0...255, using: &generator)
      }
      // A small claim, so that the test is quick.
      if let picture = try? Picture(decoding: changed), picture.pixels.count < 1 << 22 {
        #expect(picture.prepared(for: ImageShape(channels: 3, height: 8, width: 8)).count == 192)
      }
    }
  }

  /// The CRC-32 of a PNG chunk (PNG specification, annex D).
  private static func checksum(of bytes: ArraySlice<UInt8>) -> [UInt8] {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return withUnsafeBytes(of: (~crc).bigEndian) { Array($0) }
  }
}
