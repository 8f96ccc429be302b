/// Reads and checks what the files of references have in common: a format and whole numbers.
struct ReferenceFile {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  private let container: KeyedDecodingContainer<Key>

  /// - Throws: `ArchitectureError` for another format and for keys that are not `keys`.
  init(_ decoder: any Decoder, format: String, keys: [String]) throws {
    container = try decoder.container(keyedBy: Key.self)
    let found = try container.decode(String.self, forKey: Key(stringValue: "format"))
    guard found == format else { throw ArchitectureError.unknownFormat(found, expected: format) }
    let known = keys + ["format"]
    let unknown = container.allKeys.map(\.stringValue).filter { !known.contains($0) }.min()
    if let unknown {
      throw ArchitectureError.malformed(
        path: unknown, reason: "is not known, expected \(keys.joined(separator: " and ")) alone")
    }
  }

  subscript(name: String) -> Int {
    get throws { try container.decode(Int.self, forKey: Key(stringValue: name)) }
  }

  static func encode(
    _ numbers: [(name: String, value: Int)], format: String, to encoder: any Encoder
  ) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(format, forKey: Key(stringValue: "format"))
    for (name, value) in numbers {
      try container.encode(value, forKey: Key(stringValue: name))
    }
  }

  static func check(
    _ name: String, _ value: Int, in range: ClosedRange<Int>
  ) throws(ArchitectureError) {
    guard range.contains(value) else {
      throw .sizeOutOfRange(name: name, value: value, expected: range)
    }
  }
}
