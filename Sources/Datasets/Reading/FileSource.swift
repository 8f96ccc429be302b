import Foundation

/// Where the files of one part of a data set lie.
enum FileSource: Hashable {
  /// Each on its own, plain or compressed, in the order of the part's files.
  case loose([URL], Packing)
  /// All in one archive, which shows only when it is read what packing it is of.
  case archive(URL)

  /// Looks for the files of a part, first for those of the binary version.
  ///
  /// - Parameters:
  ///   - part: The part that is wanted.
  ///   - distribution: The data set that the part belongs to.
  ///   - location: A folder, or the archive itself.
  /// - Throws: `DatasetError.missing` with the first file that is not there, of the packing of which
  ///   most files are there.
  init(
    of part: Distribution.Part, in distribution: Distribution, at location: URL
  ) throws(DatasetError) {
    if distribution.archive != nil, isFile(location) {
      self = .archive(location)
      return
    }
    let searches = distribution.packings.map { packing in
      FileSearch(packing, of: part, in: distribution, at: location)
    }
    if let source = searches.lazy.compactMap(\.source).first {
      self = source
      return
    }
    let begun = searches.filter { $0.count > 0 }.max { $0.count < $1.count }
    throw .missing(
      dataset: distribution.dataset, path: location.path(percentEncoded: false),
      accepted: begun?.accepted ?? searches.flatMap(\.accepted),
      found: (begun ?? searches[0]).findings)
  }
}

extension FileSource {
  /// The packings that the files may be of.
  var packings: [Packing] {
    switch self {
    case .loose(_, let packing): [packing]
    case .archive: Packing.allCases
    }
  }

  /// Reads the files one after the other, in their order.
  ///
  /// - Parameters:
  ///   - files: The files of the part.
  ///   - limits: The number of bytes to read at most of each file in a packing.
  ///   - body: Receives each file.
  /// - Throws: `DatasetError` of the first file that cannot be read, or what `body` throws.
  func read(
    _ files: [Distribution.File], limits: (Packing) -> [Int],
    body: (FoundFile) throws(DatasetError) -> Void
  ) throws(DatasetError) {
    switch self {
    case .loose(let urls, let packing):
      let limits = limits(packing)
      for (index, url) in urls.enumerated() {
        let reader = try ArchiveReader(url)
        let isEmpty = try reader.nextMember() == nil
        let content = isEmpty ? [] : try reader.read(limit: limits[index])
        let path = url.path(percentEncoded: false)
        try body(FoundFile(index: index, content: content, packing: packing, path: path))
      }
    case .archive(let url):
      var members = try ArchiveMembers(of: files, in: url, limits: limits)
      for index in files.indices { try body(members.remove(index)) }
    }
  }
}

/// Whether something is there that is no folder.
func isFile(_ url: URL) -> Bool {
  var isFolder: ObjCBool = false
  let exists = FileManager.default.fileExists(
    atPath: url.path(percentEncoded: false), isDirectory: &isFolder)
  return exists && !isFolder.boolValue
}
