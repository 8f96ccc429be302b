internal import Foundation

/// The images of a folder by part and class, found by their places and names: nothing is decoded.
struct FolderScan {
  /// A file that may be an image.
  struct File: Sendable {
    /// Where it lies in the folder, such as `train/cat/1.jpg`.
    let name: String
    /// Where it lies in the folder of its class.
    let ownName: String
    let entry: FolderEntries.Entry
    /// The class, by its place in `classNames`.
    var label: Int32
  }

  /// The folders that the images lie in.
  enum Layout {
    /// `train/<class>/`, with or without `val/` and `test/`.
    case parts
    /// `<class>/`.
    case classes
  }

  private(set) var layout = Layout.classes
  /// The classes of the training images, in natural order.
  private(set) var classNames: [String] = []
  /// The files of each part, in natural order of their own names, then of classes.
  private(set) var training: [File] = []
  private(set) var validation: [File] = []
  private(set) var test: [File] = []
  /// Folders beside those of the parts.
  private(set) var unused: [String] = []
  private(set) var passedOver: [FolderEntries.PassedOver: Int] = [:]
  private(set) var faults: [FolderError.File] = []

  /// All files.
  var files: [File] { training + validation + test }

  private static let names = (
    training: ["train", "training"], validation: ["val", "valid", "validation"],
    test: ["test", "testing"]
  )

  /// Looks through a folder.
  ///
  /// - Parameter root: Its path.
  /// - Throws: `FolderError` where no classes are found, or a part has others than the training part.
  init(_ root: String) throws(FolderError) {
    let top = try FolderEntries(root, name: "")
    func part(_ names: [String]) throws(FolderError) -> FolderEntries.Entry? {
      var found: [FolderEntries.Entry] = []
      for folder in top.folders where names.contains(folder.name.lowercased()) {
        // A class may be called "train": it has images where a part has folders.
        let entries = try FolderEntries(folder.path, name: folder.name)
        if !entries.folders.isEmpty { found.append(folder) }
      }
      if found.count > 1 { throw .samePart(path: found[1].path, other: found[0].path) }
      return found.first
    }
    let parts = try (
      training: part(Self.names.training), validation: part(Self.names.validation),
      test: part(Self.names.test)
    )
    guard let trainingFolder = parts.training else {
      if let other = parts.validation ?? parts.test {
        throw .noClasses(path: root, found: "found \(other.name)/, but no train/")
      }
      training = try classes(
        of: top, in: FolderEntries.Entry(name: "", path: root), "", areKnown: false)
      return
    }
    layout = .parts
    let used = [trainingFolder.name, parts.validation?.name, parts.test?.name]
    unused = top.folders.map(\.name).filter { !used.contains($0) }
    passedOver.merge(top.passedOver.map { ($0, 1) }, uniquingKeysWith: +)
    pass(.outside, top.files.count + top.faults.count)
    training = try classes(in: trainingFolder, areKnown: false)
    if let folder = parts.validation { validation = try classes(in: folder, areKnown: true) }
    if let folder = parts.test { test = try classes(in: folder, areKnown: true) }
  }

  private mutating func classes(
    in part: FolderEntries.Entry, areKnown: Bool
  ) throws(FolderError) -> [File] {
    try classes(
      of: FolderEntries(part.path, name: part.name), in: part, part.name + "/", areKnown: areKnown)
  }

  /// The files in the folders of classes.
  ///
  /// - Parameters:
  ///   - entries: What lies in the part.
  ///   - part: The part.
  ///   - prefix: What the names of its files begin with.
  ///   - areKnown: Whether the classes are those of the training part, else they become these.
  /// - Returns: The files in their order.
  /// - Throws: `FolderError` where there are no classes, one without files, or a strange one.
  private mutating func classes(
    of entries: FolderEntries, in part: FolderEntries.Entry, _ prefix: String, areKnown: Bool
  ) throws(FolderError) -> [File] {
    passedOver.merge(entries.passedOver.map { ($0, 1) }, uniquingKeysWith: +)
    pass(.outside, entries.files.count)
    // What may be a class, and cannot be read.
    faults += entries.faults
    let folders = entries.folders.naturallySorted(by: \.name)
    let found = folders.map { $0.name.precomposedStringWithCanonicalMapping }
    for (index, name) in found.enumerated().dropFirst() where found[index - 1] == name {
      throw .sameName(path: folders[index].path, other: folders[index - 1].path)
    }
    guard !folders.isEmpty else {
      throw .noClasses(path: part.path, found: "found \(counted(entries.files.count, "file"))")
    }
    if !areKnown {
      classNames = found
      if found.count == 1 { throw .oneClass(path: part.path, name: found[0]) }
    }
    let labels = Dictionary(uniqueKeysWithValues: zip(classNames, Int32(0)...))
    var files: [File] = []
    // Each folder is read once, whatever links lead to it.
    var places = [part.identity: part.path]
    for folder in folders {
      if let other = places.updateValue(folder.path, forKey: folder.identity) {
        throw .sameFolder(path: folder.path, other: other)
      }
    }
    var visited = Set(places.keys)
    for (folder, name) in zip(folders, found) {
      var own: [File] = []
      try collect(folder, as: prefix + folder.name, "", label: labels[name] ?? 0, &own, &visited)
      if own.isEmpty, !areKnown { throw .emptyClass(path: folder.path) }
      // An empty folder of a class that is not known is no matter.
      if !own.isEmpty, labels[name] == nil {
        throw .strangeClass(path: folder.path, known: classNames)
      }
      files += own
    }
    // By their own names first: what is numbered throughout keeps its order.
    return files.map { (NaturalKey($0.ownName), $0) }
      .sorted { ($0.0, $0.1.label) < ($1.0, $1.1.label) }.map(\.1)
  }

  /// The files in the folder of a class and in the folders in it, each folder once.
  private mutating func collect(
    _ folder: FolderEntries.Entry, as name: String, _ ownPrefix: String, label: Int32,
    _ files: inout [File], _ visited: inout Set<FileIdentity>
  ) throws(FolderError) {
    let entries = try FolderEntries(folder.path, name: name)
    passedOver.merge(entries.passedOver.map { ($0, 1) }, uniquingKeysWith: +)
    faults += entries.faults
    files += entries.files.map {
      File(
        name: "\(name)/\($0.name)", ownName: ownPrefix + $0.name, entry: $0, label: label)
    }
    for inner in entries.folders {
      guard visited.insert(inner.identity).inserted else {
        pass(.loops)
        continue
      }
      try collect(
        inner, as: "\(name)/\(inner.name)", "\(ownPrefix)\(inner.name)/", label: label, &files,
        &visited)
    }
  }

  mutating func pass(_ kind: FolderEntries.PassedOver, _ count: Int = 1) {
    if count > 0 { passedOver[kind, default: 0] += count }
  }
}
