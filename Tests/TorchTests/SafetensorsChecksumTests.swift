import Foundation
import TestSupport
import Testing
import Torch

struct SafetensorsChecksumTests {
  private let file = Safetensors(
    tensors: ["weight": Tensor([Float(1), 2, 3], shape: [3]), "flag": Tensor([true], shape: [1])],
    metadata: ["format": "pt", "note": #"a "xxh64":"0000000000000000" in a text"#])

  @Test func isCheckedAndKeptApartFromTheText() throws {
    let read = try SafetensorsFile.read([UInt8](file.encoded()))
    #expect(read.hasChecksum)
    #expect(read.metadata == file.metadata)
    #expect(!file.hasChecksum)
  }

  /// A value worked out by another implementation (Python's xxhash) from the description in
  /// `Safetensors+Checksum.swift`.
  @Test func isWhatTheDescriptionSays() throws {
    let bytes = try Safetensors(tensors: ["x": Tensor([Float(1), -2], shape: [2])]).encoded()
    #expect(String(decoding: bytes, as: UTF8.self).contains(#""xxh64":"ed78f5ada04f446b""#))
  }

  @Test func everyFlippedBitIsNoticed() throws {
    let whole = [UInt8](try file.encoded())
    for place in whole.indices {
      for bit in 0..<8 {
        var bytes = whole
        bytes[place] ^= 1 << bit
        do {
          // Only the name of the checksum itself can become that of another text: then there is none.
          let read = try SafetensorsFile.read(bytes)
          #expect(!read.hasChecksum, "bit \(bit) of byte \(place)")
        } catch is Safetensors.Failure {}
      }
    }
  }

  @Test func aChangedFileIsNamed() throws {
    var bytes = [UInt8](try file.encoded())
    bytes[bytes.count - 1] ^= 1
    let error = #expect(throws: Safetensors.Failure.self) { try SafetensorsFile.read(bytes) }
    #expect(error?.description.contains("do not fit its checksum") == true)
  }

  @Test func theOldFileIsKeptUnderAnotherName() throws {
    try withTemporaryFolder { folder in
      let (new, old) = (folder.appending(path: "new"), folder.appending(path: "old"))
      for number in 1...3 {
        try Safetensors(tensors: ["x": Tensor(Float(number))]).write(to: new, keepingOldAs: old)
      }
      #expect(try Safetensors(contentsOf: new).tensors["x"]?.item == 3)
      #expect(try Safetensors(contentsOf: old).tensors["x"]?.item == 2)
    }
  }

  @Test func tensorsThatAreNotFiniteAreFound() {
    var tensors = ["b": Tensor(Float(1)), "c": Tensor([Int64(1)], shape: [1]), "d": .zeros([0])]
    #expect(tensors.firstNotFinite == nil)
    for value in [Float.nan, .infinity, -.infinity] {
      tensors["a"] = Tensor([1, value, 2], shape: [3]).to(.bfloat16)
      #expect(tensors.firstNotFinite == "a")
    }
  }
}
