public import Architectures
public import Foundation
internal import Images

/// Images from a folder of the user's, one folder in it for each class.
///
/// They are decoded once and kept by content, so that a second run starts at once.
public struct FolderSource: ImageSource {
  /// What the images are.
  public let description: DatasetDescription
  /// What a user should know about them, each a sentence.
  public let notes: [String]
  /// The folder, by its own name.
  private let path: String
  private let settings: FolderSettings
  private let cache: FolderCache

  /// The folder.
  public var directory: URL { URL(filePath: path, directoryHint: .isDirectory) }

  /// What the names of such data sets begin with.
  static let prefix = "folder:"

  /// Whether a data set's name is that of a folder.
  public static func isName(_ name: String) -> Bool { name.hasPrefix(prefix) }

  /// Looks through a folder, and decodes all images in it where that was not done before.
  ///
  /// - Parameters:
  ///   - root: The folder.
  ///   - settings: What images are made into.
  ///   - progress: Receives how far it has come, some times a second, from one thread at a time.
  /// - Throws: `FolderError`.
  public init(
    _ root: URL, settings: FolderSettings, progress: (LoadProgress) -> Void
  ) throws(FolderError) {
    try self.init(root, settings: settings, cache: FolderCache(), progress: progress)
  }

  init(
    _ root: URL, settings: FolderSettings, cache: FolderCache, progress: (LoadProgress) -> Void
  ) throws(FolderError) {
    (path, self.settings, self.cache) = (Self.real(root), settings, cache)
    let scan = try FolderScan(path)
    let stamp = Self.stamp(scan, settings)
    if let kept = cache.description(for: stamp) {
      (description, notes) = (kept.description, kept.notes)
      return
    }
    let reading = try FolderReading(scan, path: path, settings: settings) {
      progress(.images(done: $0, count: $1))
    }
    description = reading.described.description
    var notes = reading.described.notes
    do {
      // As it is asked for by a run that goes on, too.
      let others = Self.recorded(description)
      try cache.keep(reading, stamps: [stamp, Self.stamp(scan, others)])
    } catch {
      notes.append(
        "What was decoded cannot be kept in \(cache.root.path(percentEncoded: false)) "
          + "(\(sentence(error))), so it is decoded again when it is needed")
    }
    self.notes = notes
  }

  /// The images of a run that was begun.
  ///
  /// - Parameters:
  ///   - description: What they were then.
  ///   - root: Where they are.
  public init(_ description: DatasetDescription, in root: URL) {
    self.init(description, in: root, cache: FolderCache())
  }

  init(_ description: DatasetDescription, in root: URL, cache: FolderCache) {
    (self.description, notes, self.cache) = (description, [], cache)
    path = Self.real(root)
    settings = Self.recorded(description)
  }

  /// The images of one part: those that are kept, or decoded anew.
  ///
  /// - Throws: `FolderError`; also where the images are no longer the same.
  public func load(
    _ split: Split, progress: (LoadProgress) -> Void
  ) throws -> ImageSet {
    try locate(split, progress: progress)
    let scan = try FolderScan(path)
    if let key = description.digest,
      cache.description(for: Self.stamp(scan, settings))?.description.digest == key,
      let images = cache.images(key, split, description)
    {
      return images
    }
    let reading = try FolderReading(scan, path: path, settings: settings) {
      progress(.images(done: $0, count: $1))
    }
    guard reading.key == description.digest else { throw FolderError.changed(path: path) }
    try? cache.keep(reading, stamps: [Self.stamp(scan, settings)])
    return reading.set(split)
  }

  /// Makes sure that the folder is there.
  public func locate(_ split: Split, progress: (LoadProgress) -> Void) throws {
    guard FileManager.default.fileExists(atPath: path) else {
      throw FolderError.missing(
        path: path, expected: "the images of the run, or their place by --data-dir")
    }
  }

  /// The settings by which a run's images are made again: all that was left open then is known.
  private static func recorded(_ description: DatasetDescription) -> FolderSettings {
    FolderSettings(
      size: description.imageShape.height,
      colors: description.imageShape.channels == 1 ? .grey : .rgb, skipsDamaged: true)
  }

  /// The folder by its own name, whatever links lead to it.
  private static func real(_ root: URL) -> String {
    guard let path = realpath(root.path(percentEncoded: false), nil) else { return root.path }
    defer { free(path) }
    return String(cString: path)
  }

  /// A hash over names, sizes and times of all files, and what they are made into.
  private static func stamp(_ scan: FolderScan, _ settings: FolderSettings) -> String {
    var lines = ["\(settings.size) \(settings.colors.rawValue) \(settings.skipsDamaged)"]
    lines += scan.classNames + scan.unused
    lines += scan.files.map { "\($0.entry.path) \($0.label) \($0.entry.stamp)" }
    lines += scan.faults.map { "\($0.name) \($0.fault)" }
    lines += FolderEntries.PassedOver.allCases.map { "\(scan.passedOver[$0] ?? 0)" }
    return Array(lines.joined(separator: "\n").utf8).withUnsafeBytes { Digest.sha256($0) }
  }
}
