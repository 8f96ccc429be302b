internal import Foundation

/// What a folder holds, as the system says it: nothing is opened but the folder.
struct FolderEntries {
  /// A file or a folder.
  struct Entry: Sendable {
    let name: String
    let path: String
    /// Of what a link leads to.
    let status: stat

    init(name: String, path: String, status: stat) {
      (self.name, self.path, self.status) = (name, path, status)
    }

    /// A folder that is known to be there.
    init(name: String, path: String) {
      var status = stat()
      _ = stat(path, &status)
      self.init(name: name, path: path, status: status)
    }
  }

  /// What is passed over, by kind.
  enum PassedOver: String, CaseIterable {
    case junk = "hidden or of the system"
    case loops = "leading in a circle"
    case special = "neither file nor folder"
    case outside = "beside the folders of classes"
    case other = "without a picture"
  }

  var files: [Entry] = []
  var folders: [Entry] = []
  var passedOver: [PassedOver] = []
  /// Links to nothing, and names that are no text.
  var faults: [FolderError.File] = []

  /// Lists a folder.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - name: What it is called in faults, such as `train/cat`.
  /// - Throws: `FolderError` where it is not there or cannot be read.
  init(_ path: String, name: String) throws(FolderError) {
    guard let folder = opendir(path) else {
      switch errno {
      case ENOENT: throw .missing(path: path)
      case ENOTDIR: throw .notFolder(path: path)
      default: throw .unreadable(path: path, reason: String(cString: strerror(errno)))
      }
    }
    defer { closedir(folder) }
    var entries: [(String, Bool)] = []
    while let entry = readdir(folder) {
      let (text, isText) = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { characters in
          let text = String(validatingCString: characters)
          return (text ?? String(cString: characters), text != nil)
        }
      }
      entries.append((text, isText))
    }
    for (entry, isText) in entries.sorted(by: { $0.0 < $1.0 }) where entry != "." && entry != ".." {
      add(entry, isText, in: path, name)
    }
  }

  private mutating func add(_ entry: String, _ isText: Bool, in path: String, _ folder: String) {
    let name = folder.isEmpty ? entry : "\(folder)/\(entry)"
    guard !Self.isJunk(entry) else { return passedOver.append(.junk) }
    guard isText else {
      return faults.append(.init(name: name, fault: "has a name that is not UTF-8, expected text"))
    }
    let full = path.hasSuffix("/") ? path + entry : "\(path)/\(entry)"
    var status = stat()
    guard stat(full, &status) == 0 else {
      let reason = errno == ENOENT ? "it leads nowhere" : String(cString: strerror(errno))
      return faults.append(
        .init(name: name, fault: "is a link or file that cannot be read (\(reason))"))
    }
    let found = Entry(name: entry, path: full, status: status)
    switch status.st_mode & S_IFMT {
    case S_IFREG: files.append(found)
    case S_IFDIR: folders.append(found)
    default: passedOver.append(.special)
    }
  }

  /// Whether a name is that of something that tools leave, and no one's image.
  private static func isJunk(_ name: String) -> Bool {
    name.hasPrefix(".") || name.hasSuffix("~") || junk.contains(name.lowercased())
  }

  private static let junk: Set = [
    "thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "@eadir", "$recycle.bin",
    "system volume information", "lost+found", "icon\r",
  ]
}

extension FolderEntries.Entry {
  /// Which file or folder it is, however it was found.
  var identity: FileIdentity {
    FileIdentity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
  }

  /// Its size in bytes.
  var size: Int { Int(status.st_size) }

  /// What changes whenever the content does: size and time of the last change.
  var stamp: String {
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return "\(size) \(time.tv_sec) \(time.tv_nsec)"
  }
}

/// A file or folder on this machine.
struct FileIdentity: Hashable {
  let device: UInt64
  let number: UInt64
}
