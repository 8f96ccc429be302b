public import Foundation

extension Safetensors {
  /// Writes the file whole or not at all: to a neighbour first, which then takes its name.
  /// - Throws: `Failure.unwritable`
  public func write(to url: URL) throws(Failure) {
    do {
      try encoded().write(to: url, options: .atomic)
    } catch {
      throw .unwritable(path: url.path, reason: error.localizedDescription)
    }
  }

  /// The file's bytes.
  public func encoded() throws -> Data {
    let ordered = tensors.sorted { left, right in
      let (a, b) = (left.value.elementType.size, right.value.elementType.size)
      return a == b ? left.key < right.key : a > b
    }
    var entries: [String: Entry] = [:]
    var offset = 0
    for (name, tensor) in ordered {
      let size = tensor.count * tensor.elementType.size
      entries[name] = Entry(
        dtype: Self.typeNames[tensor.elementType] ?? "", shape: tensor.shape,
        data_offsets: [offset, offset + size])
      offset += size
    }
    var header = try Self.header(entries: entries, metadata: metadata)
    // The format wants the tensors to start at a multiple of 8 bytes; spaces may fill the header.
    header.append(Data(repeating: UInt8(ascii: " "), count: (8 - header.count % 8) % 8))

    var data = Data(capacity: 8 + header.count + offset)
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(header)
    var bytes = [UInt8]()
    for (_, tensor) in ordered {
      let size = tensor.count * tensor.elementType.size
      bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
        tensor.copyBytes(to: UnsafeMutableRawBufferPointer(buffer))
        initialized = size
      }
      data.append(contentsOf: bytes)
    }
    // What could not be read is no content.
    try Libtorch.checkMemory()
    return data
  }

  private static func header(entries: [String: Entry], metadata: [String: String]) throws -> Data {
    struct Header: Encodable {
      let entries: [String: Entry]
      let metadata: [String: String]

      struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
      }

      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        if !metadata.isEmpty {
          try container.encode(metadata, forKey: Key(stringValue: "__metadata__"))
        }
        for (name, entry) in entries {
          try container.encode(entry, forKey: Key(stringValue: name))
        }
      }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(Header(entries: entries, metadata: metadata))
  }
}
