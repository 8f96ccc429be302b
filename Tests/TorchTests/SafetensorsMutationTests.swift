import Architectures
import Foundation
import Testing
import Torch

/// Random damage: a file is read or refused with the typed error, but never ends the process.
struct SafetensorsMutationTests {
  private let original: [UInt8]

  init() throws {
    let file = Safetensors(
      tensors: [
        "weight": Tensor((0..<6).map { Float($0) }, shape: [2, 3]), "scalar": Tensor(Float(1)),
        "labels": Tensor([Int64(1), 2], shape: [2]), "empty": Tensor.zeros([0, 4], type: .uint8),
        "half": Tensor.ones([3], type: .bfloat16), "flags": Tensor([true], shape: [1]),
      ], metadata: ["format": "pt"])
    // As others write it, without a checksum: that would hide what comes after it.
    let bytes = [UInt8](try file.encoded())
    let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = String(decoding: bytes[8..<(8 + length)], as: UTF8.self)
      .replacing(/,"xxh64":"[0-9a-f]{16}"/, with: "").trimmingCharacters(in: .whitespaces)
    try #require(!header.contains("xxh64"))
    original = SafetensorsFile.bytes(header: header, body: Array(bytes[(8 + length)...]))
  }

  @Test(arguments: 0..<20)
  func damaged(round: Int) throws {
    var generator = SplitMix64(seed: 2026 + UInt64(round))
    var refused = 0
    for _ in 0..<100 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        damage(&bytes, using: &generator)
      }
      do {
        for (_, tensor) in try SafetensorsFile.read(bytes).tensors { _ = tensor.floats }
      } catch is Safetensors.Failure {
        refused += 1
      }
    }
    #expect(refused > 30)
    #expect(refused < 100)
  }

  private func damage(_ bytes: inout [UInt8], using generator: inout SplitMix64) {
    // Most of the damage goes to the length and the header, where the structure is.
    let limit = Int.random(in: 0..<4, using: &generator) == 0 ? bytes.count : bytes.count * 9 / 10
    let start = Int.random(in: 0...limit, using: &generator)
    let end = min(bytes.count, start + Int.random(in: 1...8, using: &generator))
    switch Int.random(in: 0..<7, using: &generator) {
    case 0: bytes.removeSubrange(start...)
    case 1: bytes.removeSubrange(start..<end)
    case 2: bytes.insert(contentsOf: bytes[start..<end], at: start)
    case 3:
      // A digit changes a shape or an offset and leaves valid JSON.
      let digits = bytes.indices.filter { (48...57).contains(bytes[$0]) }
      guard let place = digits.randomElement(using: &generator) else { return }
      bytes[place] = UInt8.random(in: 48...57, using: &generator)
    case 4:
      bytes.append(contentsOf: [UInt8](repeating: 0, count: end - start))
    default:
      if start < end { bytes[start] ^= 1 << UInt8.random(in: 0..<8, using: &generator) }
    }
  }
}
