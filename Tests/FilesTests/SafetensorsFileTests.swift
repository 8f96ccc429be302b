import Files
import Foundation
import Testing

/// The format without tensors; damaged files are the subject of the tests of `Torch`, which reads by it.
struct SafetensorsFileTests {
  private func encoded(_ metadata: [String: String] = [:]) throws -> Data {
    try SafetensorsFile.encoded(
      ["b": (type: .uint8, shape: [3]), "a": (type: .float32, shape: [1, 2])], metadata: metadata
    ) { name, bytes in
      let values: [UInt8] = name == "b" ? [7, 8, 9] : [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0]
      bytes.copyBytes(from: values)
    }
  }

  @Test func roundTrip() throws {
    let file = try SafetensorsFile(encoded(["format": "pt"]))
    #expect(file.metadata == ["format": "pt"])
    #expect(file.hasChecksum)
    let entry = try #require(file.entries["b"])
    #expect((entry.type, entry.range) == (.uint8, 8..<11))
    #expect(entry.shape == [3])
    #expect(Array(file.bytes(of: entry)) == [7, 8, 9])
    #expect(file.entries["a"]?.range == 0..<8)
    #expect(file.entries.count == 2)
  }

  /// The bytes of a file that an earlier version wrote of the same tensors.
  @Test func bytesStayAsTheyWere() throws {
    let header =
      #"{"__metadata__":{"format":"pt","xxh64":"0000000000000000"},"a":{"data_offsets":[0,8],"#
      + #""dtype":"F32","shape":[1,2]},"b":{"data_offsets":[8,11],"dtype":"U8","shape":[3]}}"#
    let padded = header + String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    let bytes = try Array(encoded(["format": "pt"]))
    #expect(bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) } == padded.utf8.count)
    let written = String(decoding: bytes[8..<8 + padded.utf8.count], as: UTF8.self)
    #expect(
      written.replacing(/"xxh64":"[0-9a-f]{16}"/, with: #""xxh64":"0000000000000000""#) == padded)
    #expect(
      Array(bytes[(8 + padded.utf8.count)...]) == [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 7, 8, 9])
  }

  @Test func partsOfOtherDataAreRead() throws {
    let data = try Data([1, 2, 3]) + encoded()
    #expect(try SafetensorsFile(data.dropFirst(3)).entries.count == 2)
  }

  @Test func damageIsNoticed() throws {
    var bytes = try encoded()
    bytes[bytes.count - 1] ^= 1
    let error = #expect(throws: SafetensorsFile.Malformed.self) { try SafetensorsFile(bytes) }
    #expect(error?.reason == "its bytes do not fit its checksum: it is damaged, or was changed")
    #expect(throws: SafetensorsFile.Malformed.self) { try SafetensorsFile(Data()) }
  }

  @Test func whatWritingThrowsIsThrown() {
    struct Refusal: Error {}
    #expect(throws: Refusal.self) {
      try SafetensorsFile.encoded(["a": (type: .uint8, shape: [1])], metadata: [:]) { _, _ in
        throw Refusal()
      }
    }
  }
}
