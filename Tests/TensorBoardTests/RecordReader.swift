import Foundation
import SwiftProtobuf
import Testing

@testable import TensorBoard

/// The events of a file, whose frames must be whole and right.
func events(in file: Data) throws -> [TBEvent] {
  var (events, rest) = ([TBEvent](), file[...])
  func take(_ count: Int) throws -> Data {
    try #require(rest.count >= count, "the file ends within a record")
    defer { rest = rest.dropFirst(count) }
    return Data(rest.prefix(count))
  }
  func number<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
    try take(MemoryLayout<Number>.size).reversed().reduce(0) { $0 << 8 | Number($1) }
  }
  while !rest.isEmpty {
    let head = Data(rest.prefix(8))
    let length = try number(UInt64.self)
    #expect(try number(UInt32.self) == CRC32C.masked(head))
    let bytes = try take(Int(length))
    #expect(try number(UInt32.self) == CRC32C.masked(bytes))
    events.append(try TBEvent(serializedBytes: bytes))
  }
  return events
}
