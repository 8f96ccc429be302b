import Foundation
import TestSupport
import Testing
import Torch

/// The format as its documentation describes it: 8 bytes of length, a JSON header, the data.
struct SafetensorsLayoutTests {
  /// Two tensors, by hand: [[1, -2]] as float32, then [true, false] and a text.
  private static let header =
    #"{"__metadata__":{"format":"pt"},"flags":{"dtype":"BOOL","shape":[2],"data_offsets":[8,10]},"#
    + #""values":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}"#
  private static let body: [UInt8] = [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 1, 0]

  @Test func readsAFileMadeByHand() throws {
    let file = try SafetensorsFile.read(header: Self.header, body: Self.body)
    #expect(file.metadata == ["format": "pt"])
    #expect(file.tensors["values"]?.shape == [1, 2])
    #expect(file.tensors["values"]?.floats == [1, -2])
    #expect(file.tensors["flags"]?.elements() == [true, false])
    #expect(file.tensors.count == 2)
    #expect(!file.hasChecksum)
  }

  @Test func writesTheDocumentedBytes() throws {
    let file = Safetensors(
      tensors: [
        "flags": Tensor([true, false], shape: [2]),
        "values": Tensor([Float(1), -2], shape: [1, 2]),
      ], metadata: ["format": "pt"])
    let bytes = [UInt8](try file.encoded())
    let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    // The data begin at a multiple of 8, behind spaces.
    #expect(length % 8 == 0)
    var header = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes[8..<(8 + length)])) as? [String: Any])
    // Beside what the format knows there is the checksum, as a text that others ignore.
    var metadata = try #require(header["__metadata__"] as? [String: String])
    #expect(metadata.removeValue(forKey: "xxh64")?.count == 16)
    header["__metadata__"] = metadata
    let expected = try JSONSerialization.jsonObject(with: Data(Self.header.utf8))
    #expect(header as NSDictionary == expected as? NSDictionary)
    #expect(Array(bytes[(8 + length)...]) == Self.body)
  }

  @Test func widerElementsComeFirst() throws {
    // So each tensor lies at a multiple of its element's size.
    let tensors = Dictionary(
      uniqueKeysWithValues: ElementType.allCases.map { ($0.rawValue, Tensor.ones([3], type: $0)) })
    let bytes = try Safetensors(tensors: tensors).encoded()
    let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = try JSONSerialization.jsonObject(with: bytes.dropFirst(8).prefix(length))
    for (name, tensor) in tensors {
      let entry = try #require((header as? [String: Any])?[name] as? [String: Any])
      let offsets = try #require(entry["data_offsets"] as? [Int])
      #expect(offsets[0] % tensor.elementType.size == 0, "\(name)")
      #expect(offsets[1] - offsets[0] == 3 * tensor.elementType.size, "\(name)")
    }
  }
}
