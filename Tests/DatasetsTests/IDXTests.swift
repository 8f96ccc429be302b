import Testing

@testable import Datasets

struct IDXTests {
  @Test("values follow the header")
  func values() throws {
    let values = try IDX.values(
      in: [0, 0, 8, 3] + header(2, 1, 3) + [1, 2, 3, 4, 5, 6], dimensions: [2, 1, 3])
    #expect(Array(values) == [1, 2, 3, 4, 5, 6])
    #expect(
      try Array(IDX.values(in: [0, 0, 8, 1] + header(2) + [7, 9], dimensions: [2])) == [7, 9])
  }

  @Test(
    "faults",
    arguments: [
      ([], FileFault.size(found: 0, expected: 10)),
      ([0, 0, 8], .size(found: 3, expected: 10)),
      ([0, 0, 8, 3], .magic(found: 0x803, expected: 0x801)),
      ([0x1F, 0x8B, 8, 0, 0], .magic(found: 0x1F8B_0800, expected: 0x801)),
      ([1, 8, 0, 0, 2, 0, 0, 0, 7, 9], .magic(found: 0x0108_0000, expected: 0x801)),
      ([0, 0, 8, 1, 0, 0, 0], .size(found: 7, expected: 10)),
      ([0, 0, 8, 1, 0, 0, 0, 3, 7, 9, 9], .dimensions(found: [3], expected: [2])),
      (
        [0, 0, 8, 1, 255, 255, 255, 255, 7, 9],
        .dimensions(found: [4_294_967_295], expected: [2])
      ),
      ([0, 0, 8, 1, 0, 0, 0, 2, 7], .size(found: 9, expected: 10)),
      ([0, 0, 8, 1, 0, 0, 0, 2, 7, 9, 1], .size(found: 11, expected: 10)),
    ] as [([UInt8], FileFault)])
  func faults(content: [UInt8], fault: FileFault) {
    #expect(throws: fault) { try IDX.values(in: content, dimensions: [2]) }
  }

  private func header(_ dimensions: UInt8...) -> [UInt8] {
    dimensions.flatMap { [0, 0, 0, $0] }
  }
}
