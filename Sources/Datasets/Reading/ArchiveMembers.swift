import Foundation

/// The wanted files of an archive, in memory.
struct ArchiveMembers {
  private let path: String
  private let files: [Distribution.File]
  private var found: [Int: FoundFile] = [:]
  /// The packing of the last file that was found.
  private var packing = Packing.binary
  /// The first names in the archive and the number of all, for a sentence.
  private var names: [String] = []
  private var count = 0

  /// Reads the files of either packing.
  ///
  /// - Throws: `DatasetError` where the archive cannot be read.
  init(
    of files: [Distribution.File], in archive: URL, limits: (Packing) -> [Int]
  ) throws(DatasetError) {
    path = archive.path(percentEncoded: false)
    self.files = files
    var wanted: [String: (index: Int, packing: Packing, limit: Int)] = [:]
    for packing in Packing.allCases {
      for (index, limit) in limits(packing).enumerated() {
        wanted[files[index].name(in: packing)] = (index, packing, limit)
      }
    }
    let reader = try ArchiveReader(archive, form: .tar)
    while found.count < files.count, let member = try reader.nextMember() {
      // A folder may have the name of a file.
      guard !member.hasSuffix("/") else { continue }
      count += 1
      if count <= 4 { names.append(member) }
      let name = member.split(separator: "/").last.map(String.init) ?? ""
      guard let (index, packing, limit) = wanted[name] else { continue }
      self.packing = packing
      found[index] = FoundFile(
        index: index, content: try reader.read(limit: limit), packing: packing,
        path: "\(name) in \(path)")
    }
  }

  /// Takes a file out, so that no more than one copy of it stays in memory.
  ///
  /// - Throws: `FileFault.member` if the archive lacks it.
  mutating func remove(_ index: Int) throws(DatasetError) -> FoundFile {
    if let file = found.removeValue(forKey: index) { return file }
    throw .invalid(
      path: path,
      fault: .member(
        name: files[index].name(in: packing),
        found: FolderListing.findings(names, count: count)))
  }
}
