import Foundation
import TestSupport
import Testing
import Torch

/// Damaged files are refused with a sentence; none ends the process.
struct SafetensorsDamageTests {
  @Test(arguments: [
    (#"{"x":{"shape":[2],"data_offsets":[0,8]}}"#, "lacks dtype"),
    (#"{"x":{"dtype":"F32","data_offsets":[0,8]}}"#, "lacks dtype, shape"),
    (#"{"x":{"dtype":"F32","shape":[2]}}"#, "data_offsets"),
    (#"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}"#, "data_offsets"),
    (#"{"x":{"dtype":"F32","shape":"2","data_offsets":[0,8]}}"#, "lacks dtype, shape"),
    (#"{"x":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}"#, "shape"),
    (#"{"x":{"dtype":"F8","shape":[2],"data_offsets":[0,8]}}"#, "type F8, which is not supported"),
    (#"{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, "wants 12 bytes, not 8"),
    (#"{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}"#, "but the file holds 8"),
    (#"{"x":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, "lies at bytes 8 to 0"),
    (#"{"x":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}"#, "lies at bytes -8 to 0"),
    (#"{"x":{"dtype":"F32","shape":[-1,-2],"data_offsets":[0,8]}}"#, "has shape [-1, -2]"),
    (#"{"x":{"dtype":"U8","shape":[4611686018427387904,4],"data_offsets":[0,8]}}"#, "has shape"),
    (
      #"{"x":{"dtype":"U8","shape":[0,4611686018427387904,8],"data_offsets":[0,0]}}"#, "has shape"
    ),
    (#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, "bytes that belong to no tensor"),
    (
      #"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"#
        + #""y":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
      "tensor y begins at byte 4, expected 8"
    ),
    (#"{"x":3}"#, "the entry of tensor x"),
    (#"{"__metadata__":{"a":1}}"#, "metadata is not a table of texts"),
    (#"[]"#, "header is not a JSON object"),
    (#"{"x":"#, "header is not a JSON object"),
    ("", "header is not a JSON object"),
  ])
  func damagedHeader(header: String, message: String) throws {
    try expectMalformed(message) {
      try SafetensorsFile.read(header: header, body: [UInt8](repeating: 0, count: 8))
    }
  }

  @Test(arguments: [0, 1, 7])
  func tooShortForALength(count: Int) throws {
    try expectMalformed("it has \(count) bytes, expected at least 8") {
      try SafetensorsFile.read([UInt8](repeating: 0, count: count))
    }
  }

  @Test(arguments: [3, UInt64.max, 1 << 63])
  func lengthBeyondTheEnd(length: UInt64) throws {
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array("{}".utf8)
    try expectMalformed("its header claims \(length) bytes, but only 2 follow") {
      try SafetensorsFile.read(bytes)
    }
  }

  @Test func missingFile() throws {
    let url = URL(filePath: "/nonexistent/x.safetensors")
    let error = #expect(throws: Safetensors.Failure.self) { try Safetensors(contentsOf: url) }
    #expect(
      error?.description
        == "there is no file at /nonexistent/x.safetensors, where a safetensors file was expected")
  }

  @Test func folderInPlaceOfAFile() throws {
    try withTemporaryFolder { folder in
      _ = #expect(throws: Safetensors.Failure.self) { try Safetensors(contentsOf: folder) }
    }
  }

  @Test func placeThatCannotBeWritten() throws {
    let url = URL(filePath: "/nonexistent/x.safetensors")
    let error = #expect(throws: Safetensors.Failure.self) {
      try Safetensors(tensors: [:]).write(to: url)
    }
    #expect(error?.description.hasPrefix("cannot write /nonexistent/x.safetensors: ") == true)
  }

  private func expectMalformed(_ message: String, _ read: () throws -> Safetensors) throws {
    let error = #expect(throws: Safetensors.Failure.self) { try read() }
    let text = try #require(error?.description)
    #expect(text.contains("x.safetensors is not a valid safetensors file: "), "\(text)")
    #expect(text.contains(message), "\(text)")
  }
}
