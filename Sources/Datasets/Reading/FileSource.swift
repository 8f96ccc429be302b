import Foundation

/// Where the files of one part of a data set lie.
enum FileSource: Hashable {
  /// Each on its own, plain or compressed, in the order of the part's files.
  case loose([URL])
  /// All in one archive.
  case archive(URL)

  /// Looks for the files of a part.
  ///
  /// - Parameters:
  ///   - part: The part that is wanted.
  ///   - distribution: The data set that the part belongs to.
  ///   - location: A folder, or the archive itself.
  /// - Throws: `DatasetError.missing` with the first file that is not there.
  init(
    of part: Distribution.Part, in distribution: Distribution, at location: URL
  ) throws(DatasetError) {
    if distribution.archive != nil, isFile(location) {
      self = .archive(location)
      return
    }
    let listings = ([location] + distribution.folders.map { location.appending(path: $0) })
      .map(FolderListing.init)
    let endings = ["", ".gz", ".xz"]
    let found = part.files.map { file in
      listings.lazy.flatMap { listing in
        endings.lazy.compactMap { listing.file(file.name + $0) }
      }.first
    }
    guard let missing = found.firstIndex(of: nil) else {
      self = .loose(found.compactMap(\.self))
      return
    }
    if let archive = distribution.archive.flatMap({ listings[0].file($0.name) }) {
      self = .archive(archive)
      return
    }
    let name = part.files[missing].name
    let prefixes = [""] + (distribution.archive.map { [$0.folder + "/"] } ?? [])
    throw .missing(
      dataset: distribution.dataset, path: location.path(percentEncoded: false),
      accepted: prefixes.map { "\($0)\(name)[.gz|.xz]" }
        + (distribution.archive.map { [$0.name] } ?? []),
      found: distribution.pythonVersion.contains(location.lastPathComponent)
        || listings[0].holds(distribution.pythonVersion)
        ? "found the Python version, which is not read" : listings[0].findings)
  }

  /// Reads the files one after the other, in their order.
  ///
  /// - Parameters:
  ///   - files: The files of the part.
  ///   - limits: The number of bytes to read of each file at most.
  ///   - pythonVersion: The names by which an archive of the Python version is recognised.
  ///   - body: Receives the number of the file, its content and its name in sentences.
  /// - Throws: `DatasetError` of the first file that cannot be read, or what `body` throws.
  func read(
    _ files: [Distribution.File], limits: [Int], pythonVersion: [String] = [],
    body: (Int, [UInt8], String) throws(DatasetError) -> Void
  ) throws(DatasetError) {
    switch self {
    case .loose(let urls):
      for (index, url) in urls.enumerated() {
        let reader = try ArchiveReader(url)
        let isEmpty = try reader.nextMember() == nil
        let content = isEmpty ? [] : try reader.read(limit: limits[index])
        try body(index, content, url.path(percentEncoded: false))
      }
    case .archive(let url):
      let path = url.path(percentEncoded: false)
      var (contents, folders) = try members(of: url, files: files, limits: limits)
      for (index, file) in files.enumerated() {
        // Removed, so that no more than one copy of it stays in memory.
        guard let content = contents.removeValue(forKey: file.name) else {
          throw .invalid(
            path: path,
            fault: folders.isDisjoint(with: pythonVersion)
              ? .member(name: file.name) : .pythonVersion)
        }
        try body(index, content, "\(file.name) in \(path)")
      }
    }
  }

  /// The wanted files of an archive by name, and the folders that it unpacks to.
  private func members(
    of archive: URL, files: [Distribution.File], limits: [Int]
  ) throws(DatasetError) -> (contents: [String: [UInt8]], folders: Set<String>) {
    let limits = Dictionary(zip(files.map(\.name), limits)) { first, _ in first }
    let reader = try ArchiveReader(archive, form: .tar)
    var contents: [String: [UInt8]] = [:]
    var folders: Set<String> = []
    while contents.count < files.count, let member = try reader.nextMember() {
      let path = member.split(separator: "/").map(String.init)
      let name = path.last ?? ""
      folders.formUnion(path.dropLast())
      if let limit = limits[name] {
        contents[name] = try reader.read(limit: limit)
      }
    }
    return (contents, folders)
  }
}

/// Whether something is there that is no folder.
func isFile(_ url: URL) -> Bool {
  var isFolder: ObjCBool = false
  let exists = FileManager.default.fileExists(
    atPath: url.path(percentEncoded: false), isDirectory: &isFolder)
  return exists && !isFolder.boolValue
}
