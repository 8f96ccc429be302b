internal import Architectures
internal import Files
internal import Foundation

/// Images that were decoded before, by content: they may be removed at any time.
struct FolderCache: Sendable {
  /// `${XDG_CACHE_HOME:-~/.cache}/swift-nas/images`.
  let root: URL

  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    root = CacheFolder.url(environment).appending(path: "images")
  }

  /// What was read of a folder whose files have these names, sizes and times; nil where nothing was.
  func description(for stamp: String) -> FolderReading.Described? {
    guard let data = try? Data(contentsOf: stampFile(stamp)),
      let described = try? JSONDecoder().decode(FolderReading.Described.self, from: data),
      let key = described.description.digest,
      Split.allCases.allSatisfy({ FileManager.default.fileExists(atPath: file(key, $0).path) })
    else { return nil }
    return described
  }

  /// The images of one part; nil where they are not there, or damaged.
  func images(_ key: String, _ split: Split, _ description: DatasetDescription) -> ImageSet? {
    guard let bytes = try? Data(contentsOf: file(key, split), options: .mappedIfSafe),
      let stored = try? SafetensorsFile(bytes), stored.hasChecksum,
      let pixels = stored.entries["pixels"], let labels = stored.entries["labels"],
      let names = stored.entries["names"], pixels.type == .uint8, labels.type == .int32,
      let count = labels.shape.first, labels.shape.count == 1
    else { return nil }
    let shape = description.imageShape
    guard pixels.shape == [count, shape.height, shape.width, shape.channels] else { return nil }
    let list = stored.bytes(of: names).split(separator: 0, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    let values = stored.bytes(of: labels).withUnsafeBytes { raw in
      (0..<count).map {
        Int32(littleEndian: raw.loadUnaligned(fromByteOffset: 4 * $0, as: Int32.self))
      }
    }
    guard list.count == max(count, 1), values.allSatisfy({ 0 <= $0 && $0 < description.classes })
    else { return nil }
    return ImageSet(
      images: Array(stored.bytes(of: pixels)), labels: values, channels: shape.channels,
      height: shape.height, width: shape.width, classes: description.classes,
      names: count == 0 ? [] : list,
      heldOut: split == .training ? description.counts.validation ?? 0 : 0)
  }

  /// Keeps what was read.
  ///
  /// - Parameters:
  ///   - reading: What was read.
  ///   - stamps: What finds it again.
  /// - Throws: What the system refused; then it is read again when it is wanted.
  func keep(_ reading: FolderReading, stamps: Set<String>) throws {
    let key = reading.key
    let manager = FileManager.default
    try manager.createDirectory(at: folder(key), withIntermediateDirectories: true)
    try manager.createDirectory(
      at: root.appending(path: "stamps"), withIntermediateDirectories: true)
    for split in Split.allCases {
      try DurableFile.write(Self.encoded(reading.set(split)), to: file(key, split))
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Not beside the images: another folder may hold the same ones under another name.
    let described = try encoder.encode(reading.described)
    for stamp in stamps { try DurableFile.write(described, to: stampFile(stamp)) }
  }

  private static func encoded(_ set: ImageSet) throws -> Data {
    let names = Array(set.names.joined(separator: "\0").utf8)
    return try SafetensorsFile.encoded(
      [
        "pixels": (.uint8, [set.count, set.height, set.width, set.channels]),
        "labels": (.int32, [set.count]), "names": (.uint8, [names.count]),
      ], metadata: [:]
    ) { name, target in
      switch name {
      case "pixels": set.images.withUnsafeBytes { target.copyMemory(from: $0) }
      case "labels": set.labels.withUnsafeBytes { target.copyMemory(from: $0) }
      default: names.withUnsafeBytes { target.copyMemory(from: $0) }
      }
    }
  }

  private func folder(_ key: String) -> URL { root.appending(path: key) }
  private func stampFile(_ stamp: String) -> URL { root.appending(path: "stamps/\(stamp).json") }
  private func file(_ key: String, _ split: Split) -> URL {
    folder(key).appending(path: "\(split.rawValue).safetensors")
  }
}
