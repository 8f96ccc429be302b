internal import Architectures
public import ArgumentParser
public import Datasets
internal import Foundation

extension Dataset: ExpressibleByArgument {
  /// The set of that name.
  public init?(argument: String) { self.init(named: argument) }

  /// The name.
  public var defaultValueDescription: String { description.name }

  /// The names of all sets.
  public static var allValueStrings: [String] { allCases.map(\.description.name) }
}

/// The images that a run learns.
enum DatasetArgument: ExpressibleByArgument, Hashable {
  case published(Dataset)
  /// A folder of the user's.
  case folder(String)

  private static let prefix = "folder:"

  /// The set of that name, or a folder.
  ///
  /// - Throws: `ValidationError` for what is neither.
  @Sendable static func parsed(_ argument: String) throws -> DatasetArgument {
    guard let dataset = DatasetArgument(argument: argument) else {
      throw ValidationError(
        "there is no published set and no folder \(argument.legible), expected one of "
          + Dataset.allValueStrings.joined(separator: ", ") + ", or folder:PATH")
    }
    return dataset
  }

  /// The set of that name, or a folder; nil for neither.
  init?(argument: String) {
    if argument.hasPrefix(Self.prefix) {
      self = .folder(UserPath.expanded(String(argument.dropFirst(Self.prefix.count))))
    } else if let dataset = Dataset(named: argument) {
      self = .published(dataset)
    } else {
      let path = UserPath.expanded(argument)
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      // What looks like a path is one, also where nothing is there.
      guard exists && isFolder.boolValue || argument.contains("/") else { return nil }
      self = .folder(path)
    }
  }

  var defaultValueDescription: String {
    switch self {
    case .published(let dataset): dataset.name
    case .folder(let path): path
    }
  }

  static var allValueStrings: [String] { Dataset.allValueStrings + ["folder:PATH"] }

  /// The name in that of a run's folder.
  var folderName: String {
    switch self {
    case .published(let dataset): dataset.name
    case .folder(let path): URL(filePath: path).standardizedFileURL.lastPathComponent.legible
    }
  }
}
