internal import Architectures

/// Why a folder of images cannot be used; `description` is a sentence for the user.
public enum FolderError: Error, Hashable, CustomStringConvertible {
  /// There is no such folder.
  case missing(path: String, expected: String = "a folder of images")
  /// It is a file.
  case notFolder(path: String)
  /// Two folders are the same part.
  case samePart(path: String, other: String)
  /// A link leads from the folder of a class to another one, or to the folder around it.
  case sameFolder(path: String, other: String)
  /// The system refused to read a folder.
  case unreadable(path: String, reason: String)
  /// A folder holds no folders of classes.
  case noClasses(path: String, found: String)
  /// There is one class only.
  case oneClass(path: String, name: String)
  /// A class has no images to train with.
  case emptyClass(path: String)
  /// Training never saw a class.
  case strangeClass(path: String, known: [String])
  /// Two folders of classes have one name, written with other characters.
  case sameName(path: String, other: String)
  /// Files that should be images are none, in their order: names and what is wrong.
  case damaged(path: String, files: [File])
  /// No image can be spared for a test part.
  case tooFew(path: String, count: Int)
  /// The images are not those that were described.
  case changed(path: String)
  /// There is no room in memory for the images.
  case memory(path: String, bytes: Int)

  /// A file and what is wrong with it.
  public struct File: Hashable, Sendable {
    /// Where it lies in the folder.
    public let name: String
    /// The end of a sentence: what was found and what was expected.
    public let fault: String
  }

  /// What happened, where, and what was expected.
  public var description: String {
    switch self {
    case .missing(let path, let expected): "\(path) is not there, expected \(expected)".legible
    case .notFolder(let path): "\(path) is a file, expected a folder of images".legible
    case .samePart(let path, let other):
      "\(path) and \(other) are the same part, expected one of them".legible
    case .sameFolder(let path, let other):
      "\(path) and \(other) are the same folder, expected one folder for each class".legible
    case .unreadable(let path, let reason):
      "\(path) could not be read (\(reason)), expected a readable folder".legible
    case .noClasses(let path, let found):
      "\(path) has no folder of a class (\(found)), expected \(Self.layouts)".legible
    case .oneClass(let path, let name):
      "\(path) has one class only, \(name), expected at least two folders of images".legible
    case .emptyClass(let path):
      "\(path) holds no images, expected some PNG or JPEG files, or no such folder".legible
    case .strangeClass(let path, let known):
      "\(path) is of a class that is not among the training images, expected one of \(Self.list(known))"
        .legible
    case .sameName(let path, let other):
      "\(path) and \(other) are the same name, expected one folder for each class".legible
    case .damaged(let path, let files):
      Self.heading(files.count, path)
        + files.map { "\n  \($0.name) \($0.fault)".legibleLines }.joined()
        + "\nexpected whole PNG or JPEG files; --skip-damaged goes on without these"
    case .tooFew(let path, let count):
      "\(path) has \(counted(count, "image")), too few to set some aside for the test, "
        + "expected at least 3 in a class, or a folder test/".legible
    case .changed(let path):
      "the images in \(path) are not those that the run began with, expected them unchanged, "
        + "or their place by --data-dir".legible
    case .memory(let path, let bytes):
      "out of memory: \(bytes) bytes could not be had for the images in \(path), expected more memory"
        .legible
    }
  }

  static let layouts = "train/<class>/ with images (val/ and test/ may be beside it), or <class>/"

  private static func heading(_ count: Int, _ path: String) -> String {
    "\(counted(count, "file")) in \(path) cannot be read:".legible
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(8).joined(separator: ", ")
    return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
  }

  /// The exit code of a command that ends with this error: 65 bad data, 66 missing, 71 memory, 74 I/O.
  public var exitCode: Int32 {
    switch self {
    case .missing: 66
    case .unreadable: 74
    case .memory: 71
    default: 65
    }
  }
}

/// A number with its noun.
func counted(_ number: Int, _ noun: String, plural: String? = nil) -> String {
  "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
}

extension String {
  /// The text after its first line break, legible on one line, and that line break.
  fileprivate var legibleLines: String { "\n" + String(dropFirst()).legible }
}
