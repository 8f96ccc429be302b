internal import Foundation
internal import SwiftProtobuf

/// An event as a record of a file: its length and its bytes, each with a checksum.
enum EventRecord {
  /// The record of an event.
  /// - Throws: What swift-protobuf cannot encode: no message here.
  static func data(of event: TBEvent) throws -> Data { framed(try event.serializedData()) }

  /// Bytes in the frame of a TFRecord: length, checksum of it, bytes, checksum of them; all little-endian.
  static func framed(_ bytes: Data) -> Data {
    let length = littleEndian(UInt64(bytes.count))
    var record = Data(capacity: bytes.count + 16)
    record += length
    record += littleEndian(CRC32C.masked(length))
    record += bytes
    record += littleEndian(CRC32C.masked(bytes))
    return record
  }

  private static func littleEndian(_ value: some FixedWidthInteger) -> Data {
    withUnsafeBytes(of: value.littleEndian) { Data($0) }
  }
}
