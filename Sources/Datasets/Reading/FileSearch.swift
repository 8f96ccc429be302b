import Foundation

/// What is found of the files of one part in one packing.
struct FileSearch {
  private static let endings = ["", ".gz", ".xz"]

  private let packing: Packing
  private let names: [String]
  private let archive: Distribution.Archive?
  /// The folders that the files may lie in: the given one, then those in it.
  private let folders: [(name: String, listing: FolderListing)]
  /// The files in the order of the part, with the numbers of their folders; nil where one is not there.
  private let files: [(url: URL, folder: Int)?]

  /// Looks for the files in a folder and in those that unpackers and torchvision make in it.
  init(
    _ packing: Packing, of part: Distribution.Part, in distribution: Distribution, at folder: URL
  ) {
    self.packing = packing
    let names = part.files.map { $0.name(in: packing) }
    let inner = distribution.folders(of: packing)
    let folders =
      [("", FolderListing(folder))] + inner.map { ($0, FolderListing(folder.appending(path: $0))) }
    files = names.map { name in
      folders.indices.lazy.flatMap { number in
        Self.endings.lazy.compactMap { ending in
          folders[number].1.file(name + ending).map { ($0, number) }
        }
      }.first
    }
    self.names = names
    self.folders = folders
    archive = distribution.archive(of: packing)
  }

  /// The number of files that are there.
  var count: Int { files.count { $0 != nil } }

  /// All files, else the archive with them; nil where neither is there.
  var source: FileSource? {
    let found = files.compactMap { $0?.url }
    if found.count == files.count { return .loose(found, packing) }
    return archive.flatMap { folders[0].listing.file($0.name) }.map(FileSource.archive)
  }

  /// The names that the first missing file may have, and that of the archive.
  var accepted: [String] {
    let name = zip(names, files).first { $1 == nil }?.0 ?? ""
    let prefixes = [""] + (archive.map { [$0.folder + "/"] } ?? [])
    return prefixes.map { "\($0)\(name)[.gz|.xz]" } + (archive.map { [$0.name] } ?? [])
  }

  /// What lies there, where the first of the files lies, as the end of a sentence.
  var findings: String {
    let number = files.compactMap { $0?.folder }.first ?? 0
    let (name, listing) = folders[number]
    return listing.findings + (number == 0 ? "" : " in \(name)")
  }
}
