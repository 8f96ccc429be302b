internal import Files
public import Foundation

extension Safetensors {
  /// Writes the file whole or not at all, and so that a loss of power does not take it back.
  /// - Parameters:
  ///   - url: The file.
  ///   - kept: A name for the file that was there, in the same folder; without it, that file goes.
  /// - Throws: `Failure.unwritable`
  public func write(to url: URL, keepingOldAs kept: URL? = nil) throws(Failure) {
    do {
      try DurableFile.write(encoded(), to: url, keepingOldAs: kept)
    } catch {
      let reason = (error as? FileFailure)?.reason ?? "\(error)"
      throw .unwritable(path: url.path, reason: reason)
    }
  }

  /// The file's bytes, with their checksum.
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
    var header = try Self.header(
      entries: entries,
      metadata: metadata.merging([Self.checksumKey: Self.checksumPlaceholder]) { $1 })
    // The format wants the tensors to start at a multiple of 8 bytes; spaces may fill the header.
    header.append(Data(repeating: UInt8(ascii: " "), count: (8 - header.count % 8) % 8))

    guard HostMemory.has(2 * offset) else {
      throw FileFailure(path: "memory", code: ENOMEM)
    }
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
    Self.insertChecksum(into: &data, headerEnd: 8 + header.count)
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
        try container.encode(metadata, forKey: Key(stringValue: "__metadata__"))
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
