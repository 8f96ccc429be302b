import Foundation
import TestSupport
import Testing
import Torch

struct SafetensorsRoundTripTests {
  /// 200 does not fit a signed byte; 1.5 is no whole number but a bfloat16.
  private static let values: [Float] = [0, 1, 2, 200, 1.5, 7]

  @Test(arguments: ElementType.allCases)
  func everyElementType(type: ElementType) throws {
    let tensor = Tensor(Self.values, shape: [2, 3]).to(type)
    let read = try roundTrip(["x": tensor])
    #expect(read["x"]?.elementType == type)
    #expect(read["x"]?.shape == [2, 3])
    #expect(read["x"]?.floats == tensor.floats)
  }

  @Test(arguments: [[], [0], [2, 0, 3], [1], [6], [1, 2, 3], [1, 1, 1, 1, 6]])
  func everyShape(shape: [Int]) throws {
    let count = shape.reduce(1, *)
    let tensor = Tensor(Array(Self.values.prefix(count)), shape: shape)
    let read = try roundTrip(["x": tensor])
    #expect(read["x"]?.shape == shape)
    #expect(read["x"]?.floats == tensor.floats)
  }

  @Test func bitsOfUnusualNumbersStay() throws {
    let values: [Float] = [.infinity, -.infinity, -0.0, .leastNonzeroMagnitude, .nan, .pi]
    let read = try roundTrip(["x": Tensor(values, shape: [6])])
    #expect(read["x"]?.floats.map(\.bitPattern) == values.map(\.bitPattern))
  }

  @Test func orderInMemoryDoesNotMatter() throws {
    let images = Tensor((0..<24).map { Float($0) }, shape: [2, 3, 2, 2])
    let read = try roundTrip(["x": images.contiguous(.channelsLast)])
    #expect(read["x"]?.floats == images.floats)
  }

  @Test func namesAndTextStay() throws {
    let names = ["a.b/c", "", "\"quoted\" \\ \n", "größe", "__meta"]
    let file = Safetensors(
      tensors: Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Tensor(Float($0))) }),
      metadata: ["format": "pt", "note": "a \"b\"\n"])
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "x.safetensors")
      try file.write(to: url)
      let read = try Safetensors(contentsOf: url)
      #expect(read.metadata == file.metadata)
      #expect(read.tensors.mapValues(\.item) == file.tensors.mapValues(\.item))
    }
  }

  @Test func nothingIsAFileToo() throws {
    #expect(try roundTrip([:]).isEmpty)
  }

  @Test func equalContentsGiveEqualBytes() throws {
    func bytes(_ names: [String]) throws -> Data {
      var tensors: [String: Tensor] = [:]
      for name in names { tensors[name] = Tensor(Float(name.count)) }
      return try Safetensors(tensors: tensors, metadata: ["a": "1", "b": "2"]).encoded()
    }
    let names = (0..<30).map { "tensor\($0)" }
    #expect(try bytes(names) == bytes(names.reversed()))
  }

  private func roundTrip(_ tensors: [String: Tensor]) throws -> [String: Tensor] {
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "x.safetensors")
      try Safetensors(tensors: tensors).write(to: url)
      return try Safetensors(contentsOf: url).tensors
    }
  }
}
