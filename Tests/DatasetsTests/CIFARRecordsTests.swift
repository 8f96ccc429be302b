import Testing

@testable import Datasets

struct CIFARRecordsTests {
  /// Two images of 2 pixels and 3 channels: planes become pixels.
  @Test("planes are interleaved", arguments: [1, 2])
  func interleaving(labelBytes: Int) throws {
    let records = CIFARRecords(count: 2, labelBytes: labelBytes, channels: 3, pixels: 2)
    let coarse = [UInt8](repeating: 77, count: labelBytes - 1)
    let content = coarse + [5, 10, 11, 20, 21, 30, 31] + coarse + [6, 40, 41, 50, 51, 60, 61]
    var images: [UInt8] = [1]
    var labels: [Int32] = [2]
    try records.append(content, to: &images, labels: &labels)
    #expect(images == [1, 10, 20, 30, 11, 21, 31, 40, 50, 60, 41, 51, 61])
    #expect(labels == [2, 5, 6])
  }

  @Test("a file of another length is refused", arguments: [0, 1, 7, 13, 15])
  func length(count: Int) {
    let records = CIFARRecords(count: 2, labelBytes: 1, channels: 3, pixels: 2)
    var images: [UInt8] = []
    var labels: [Int32] = []
    #expect(throws: FileFault.size(found: count, expected: 14)) {
      try records.append([UInt8](repeating: 0, count: count), to: &images, labels: &labels)
    }
    #expect(images.isEmpty && labels.isEmpty)
  }
}
