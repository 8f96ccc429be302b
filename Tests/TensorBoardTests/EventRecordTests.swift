import Foundation
import SwiftProtobuf
import Testing

@testable import TensorBoard

struct EventRecordTests {
  /// The examples of RFC 3720, section B.4, and the usual one.
  @Test(
    arguments: [
      (Array(repeating: 0, count: 32), 0x8A91_36AA),
      (Array(repeating: 0xFF, count: 32), 0x62A8_AB43),
      (Array(0..<32), 0x46DD_794E),
      (Array((0..<32).reversed()), 0x113F_DB5C),
      (
        [
          0x01, 0xC0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x14, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0,
          0x14, 0, 0, 0, 0x18, 0x28, 0, 0, 0, 0, 0, 0, 0, 0x02, 0, 0, 0, 0, 0, 0, 0,
        ], 0xD996_3A56
      ),
      (Array("123456789".utf8), 0xE306_9283),
      ([], 0),
    ] as [([UInt8], UInt32)])
  func checksums(bytes: [UInt8], checksum: UInt32) {
    #expect(CRC32C.checksum(bytes) == checksum)
  }

  /// A file of TensorFlow begins so, for its first record has 24 bytes.
  @Test func framesAreThoseOfTensorFlow() {
    let record = EventRecord.framed(Data(repeating: 1, count: 24))
    #expect(Array(record.prefix(12)) == [24, 0, 0, 0, 0, 0, 0, 0, 0xA3, 0x7F, 0x4B, 0x22])
    #expect(record.count == 40)
  }

  @Test func eventsComeBack() throws {
    let all = (0..<4).map { step in
      TBEvent.with {
        $0.wallTime = 1_700_000_000.25 + Double(step)
        $0.step = Int64(step)
        $0.summary.value = (0..<step).map { .scalar("stage/\($0)", Double($0)) }
      }
    }
    let file = try all.reduce(Data()) { try $0 + EventRecord.data(of: $1) }
    #expect(try events(in: file) == all)
  }
}
