package import Foundation

extension SafetensorsFile {
  /// The bytes of a file, with their checksum.
  ///
  /// Equal contents give equal bytes: tensors are ordered by the size of their elements, the widest first, then by
  /// name.
  ///
  /// - Parameters:
  ///   - tensors: The type and the shape of each tensor, by name.
  ///   - metadata: Text to keep with them.
  ///   - write: Writes all elements of the tensor of a name, row-major and little-endian, to memory of exactly their
  ///     size.
  /// - Returns: The file.
  /// - Throws: What `write` throws; `FileFailure` where there is no memory for the bytes.
  package static func encoded(
    _ tensors: [String: (type: ElementType, shape: [Int])], metadata: [String: String],
    write: (_ name: String, _ bytes: UnsafeMutableRawBufferPointer) throws -> Void
  ) throws -> Data {
    let ordered = tensors.sorted { left, right in
      let (a, b) = (left.value.type.size, right.value.type.size)
      return a == b ? left.key < right.key : a > b
    }
    var entries: [String: Header.Entry] = [:]
    var offset = 0
    for (name, tensor) in ordered {
      let size = tensor.shape.reduce(tensor.type.size, *)
      entries[name] = Header.Entry(
        dtype: tensor.type.rawValue, shape: tensor.shape, data_offsets: [offset, offset + size])
      offset += size
    }
    var header = try Header(
      entries: entries, metadata: metadata.merging([checksumKey: checksumPlaceholder]) { $1 }
    ).encoded()
    // The format wants the tensors to start at a multiple of 8 bytes; spaces may fill the header.
    header.append(Data(repeating: UInt8(ascii: " "), count: (8 - header.count % 8) % 8))

    guard HostMemory.has(2 * offset) else {
      throw FileFailure(path: "memory", code: ENOMEM)
    }
    var data = Data(capacity: 8 + header.count + offset)
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(header)
    for (name, tensor) in ordered {
      let size = tensor.shape.reduce(tensor.type.size, *)
      data.append(
        contentsOf: try [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
          try write(name, UnsafeMutableRawBufferPointer(buffer))
          initialized = size
        })
    }
    insertChecksum(into: &data, headerEnd: 8 + header.count)
    return data
  }
}

/// The JSON header.
private struct Header: Encodable {
  let entries: [String: Entry]
  let metadata: [String: String]

  struct Entry: Encodable {
    var dtype: String
    var shape: [Int]
    // swift-format-ignore: AlwaysUseLowerCamelCase
    var data_offsets: [Int]
  }

  struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(metadata, forKey: Key(stringValue: "__metadata__"))
    for (name, entry) in entries {
      try container.encode(entry, forKey: Key(stringValue: name))
    }
  }

  func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }
}
