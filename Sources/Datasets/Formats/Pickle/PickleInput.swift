/// A file that is read from its start; no length in it is believed before the file is found to have as much.
struct PickleInput {
  let content: [UInt8]
  private(set) var position = 0

  init(_ content: [UInt8]) { self.content = content }

  /// The number of bytes that are left.
  var left: Int { content.count - position }

  /// The next bytes, by their place.
  mutating func take(_ count: Int) throws(PickleFault) -> Range<Int> {
    guard count <= left else { throw .end(needed: count, left: left) }
    position += count
    return position - count..<position
  }

  /// The next byte.
  mutating func byte() throws(PickleFault) -> UInt8 {
    content[try take(1).lowerBound]
  }

  /// A number without a sign, whose lowest byte stands first; at most 8 bytes.
  mutating func bits(_ count: Int) throws(PickleFault) -> UInt64 {
    content[try take(count)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// A number with a sign, as two's complement; no bytes are 0.
  mutating func signed(_ count: Int) throws(PickleFault) -> Int {
    guard count <= 8 else { throw .integer(bytes: count) }
    guard count > 0 else { return 0 }
    let unused = 64 - 8 * count
    return Int(Int64(bitPattern: try bits(count) << unused) >> unused)
  }

  /// A length of so many bytes, and then what has that length, by its place.
  mutating func counted(_ lengthBytes: Int) throws(PickleFault) -> Range<Int> {
    try take(Int(clamping: try bits(lengthBytes)))
  }

  /// The text up to the end of the line, which is passed over.
  mutating func line() throws(PickleFault) -> String {
    guard let end = content[position...].firstIndex(of: 0x0A) else {
      throw .end(needed: left + 1, left: left)
    }
    defer { position = end + 1 }
    return String(decoding: content[position..<end], as: UTF8.self)
  }
}
