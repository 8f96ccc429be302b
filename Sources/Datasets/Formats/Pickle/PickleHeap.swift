/// What the values of a pickle hold, by their numbers.
struct PickleHeap {
  /// An entry of a dictionary.
  typealias Entry = (key: PickleValue, value: PickleValue)

  /// The whole file.
  let content: [UInt8]
  var decoded: [[UInt8]] = []
  var lists: [[PickleValue]] = []
  var dictionaries: [[Entry]] = []
  var tuples: [[PickleValue]] = []
  /// The arrays; nil where one was named but never filled.
  var arrays: [PickleArray?] = []

  /// The bytes or the UTF-8 of a value; nil of other values.
  func bytes(of value: PickleValue) -> ArraySlice<UInt8>? {
    switch value {
    case .text(let range), .bytes(let range): content[range]
    case .decoded(let number): decoded[number][...]
    default: nil
    }
  }

  /// Whether a value is that text, or its bytes.
  func isText(_ value: PickleValue, _ text: String) -> Bool {
    bytes(of: value).map { $0.count == text.utf8.count && $0.elementsEqual(text.utf8) } ?? false
  }

  /// The values of a tuple; nil of other values.
  func tuple(_ value: PickleValue) -> [PickleValue]? {
    guard case .tuple(let number) = value else { return nil }
    return tuples[number]
  }

  /// Keeps a tuple.
  mutating func makeTuple(_ values: [PickleValue]) -> PickleValue {
    tuples.append(values)
    return .tuple(tuples.count - 1)
  }

  /// Makes bytes of the text that Python 3 writes for them in protocol 2, a letter of latin-1 for each.
  ///
  /// - Returns: The bytes; nil where the text holds other letters.
  mutating func decode(_ range: Range<Int>) -> PickleValue? {
    var isLatin = true
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { target, count in
      content.withUnsafeBufferPointer { source in
        var place = range.lowerBound
        while place < range.upperBound {
          let byte = source[place]
          place += 1
          if byte < 0x80 {
            target[count] = byte
          } else if byte & 0xFE == 0xC2, place < range.upperBound, source[place] & 0xC0 == 0x80 {
            // Two bytes of UTF-8; what is shifted out is the mark of the first.
            target[count] = byte << 6 | source[place] & 0x3F
            place += 1
          } else {
            isLatin = false
            return
          }
          count += 1
        }
      }
    }
    guard isLatin else { return nil }
    // Text in ASCII is its bytes.
    if bytes.count == range.count { return .bytes(range) }
    decoded.append(bytes)
    return .decoded(decoded.count - 1)
  }
}
