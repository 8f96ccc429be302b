internal import Files
internal import Foundation

/// JSON that is put together from pieces which are JSON already, so that what a run wrote is passed on as it stands.
struct JSONPieces {
  private(set) var data = Data("{".utf8)
  private var isEmpty = true

  /// Adds a key with a value that is JSON.
  mutating func add(_ key: String, json: Data) {
    if !isEmpty { data.append(UInt8(ascii: ",")) }
    isEmpty = false
    data.append(contentsOf: "\"\(key)\":".utf8)
    data.append(json)
  }

  /// Adds a key with any value.
  mutating func add(_ key: String, _ value: some Encodable) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    add(key, json: (try? encoder.encode([value])).map { $0.dropFirst().dropLast() } ?? Self.null)
  }

  /// Adds a key with the contents of a file; null where it is not there or no JSON.
  mutating func add(_ key: String, file: URL) {
    let contents = RegularFile.contents(of: file)
    add(key, json: contents.flatMap { Self.isJSON($0) ? $0 : nil } ?? Self.null)
  }

  /// Adds a key with lines of JSON as an array; null for a line that is none, or not what it should be.
  mutating func add(
    _ key: String, lines: some Sequence<Data>, where isRight: (Data) -> Bool = { _ in true }
  ) {
    let values = lines.map { Self.isJSON($0) && isRight($0) ? $0 : Self.null }
    add(
      key, json: Data("[".utf8) + Data(values.joined(separator: Data(",".utf8))) + Data("]".utf8))
  }

  /// The whole object.
  var object: Data { data + Data("}".utf8) }

  static let null = Data("null".utf8)

  /// Whether bytes can stand within JSON: Foundation also takes other encodings, and marks before the first byte.
  static func isJSON(_ data: Data) -> Bool {
    data.first != 0xEF && String(data: data, encoding: .utf8) != nil
      && (try? JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)) != nil
  }
}
