public import Architectures

/// Why a data set could not be read; `description` is one sentence for the user.
public enum DatasetError: Error, Hashable, CustomStringConvertible {
  /// A file of the data set is not in the folder; `accepted` are the names it may have there, `found`
  /// says what is there.
  case missing(dataset: DatasetDescription, path: String, accepted: [String], found: String)
  /// A file is there, but is not what it should be.
  case invalid(path: String, fault: FileFault)
  /// The system refused to read a file.
  case unreadable(path: String, reason: String)
  /// The system refused to write a downloaded file.
  case unwritable(path: String, reason: String)
  /// There is no room in memory for the images.
  case memory(dataset: DatasetDescription, bytes: Int)
  /// A file could not be had from its official address.
  case download(dataset: DatasetDescription, address: String, reason: String)

  /// What happened, where, and what was expected.
  public var description: String { sentence.legible }

  private var sentence: String {
    switch self {
    case .missing(let dataset, let path, let accepted, let found):
      "\(dataset.title) is missing or incomplete in \(path): expected "
        + "\(alternatives(accepted)) there, \(found)."
    case .invalid(let path, let fault):
      "\(path) \(fault)."
    case .unreadable(let path, let reason):
      "\(path) could not be read (\(reason)), expected a readable file."
    case .unwritable(let path, let reason):
      "\(path) could not be written (\(reason)), expected room for downloaded data sets there."
    case .memory(let dataset, let bytes):
      "out of memory: \(bytes) bytes more could not be had for the images of "
        + "\(dataset.title), expected more memory."
    case .download(let dataset, let address, let reason):
      "\(dataset.title) could not be downloaded from \(address) (\(reason)), "
        + "expected a connection or a folder with its files given by --data-dir."
    }
  }

  /// The exit code of a command that ends with this error: 65 bad data, 66 missing, 71 memory, 74 I/O.
  public var exitCode: Int32 {
    switch self {
    case .missing, .download: 66
    case .invalid: 65
    case .memory: 71
    case .unreadable, .unwritable: 74
    }
  }
}

private func alternatives(_ names: [String]) -> String {
  let head = names.dropLast().joined(separator: ", ")
  return head.isEmpty ? names.joined() : "\(head) or \(names[names.count - 1])"
}
