internal import Architectures
public import ArgumentParser
public import Datasets
internal import Foundation
internal import Tracking

extension Dataset: ExpressibleByArgument {
  /// The set of that name.
  public init?(argument: String) { self.init(named: argument) }

  /// The name.
  public var defaultValueDescription: String { description.name }

  /// The names of all sets.
  public static var allValueStrings: [String] { allCases.map(\.description.name) }
}
extension ImageColors: ExpressibleByArgument {}

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

/// Which images a run learns, and what is made of those of a folder.
struct ImageOptions: ParsableArguments {
  @Option(
    help: """
      Images to learn: a published set (Fashion-MNIST is included, others are downloaded at first \
      use), or folder:PATH with images of your own in train/<class>/ (val/ and test/ may be beside \
      it) or <class>/. A path of a folder will do. \
      (values: \(Dataset.allValueStrings.joined(separator: ", ")), folder:PATH)
      """,
    completion: .directory, transform: DatasetArgument.parsed)
  var dataset: DatasetArgument = .published(.fashionMNIST)

  @Option(
    help: "For a published set: the folder (or for CIFAR the archive) with its official files.",
    completion: .directory, transform: UserPath.expanded)
  var dataDir: String?

  @Option(
    parsing: .unconditional,
    help: """
      For a folder: height and width that images are resized and cut to, \
      \(FolderSettings.sizes.lowerBound) to \(FolderSettings.sizes.upperBound). (default: 32)
      """)
  var imageSize: Int?

  @Option(
    help:
      "For a folder: colours of the images; auto is grey where all training files are. (default: auto)"
  )
  var imageColors: ImageColors?

  @Flag(help: "For a folder: go on without files that cannot be read.")
  var skipDamaged = false

  func validate() throws {
    if dataDir?.isEmpty == true { throw ValidationError("--data-dir is empty, expected a path") }
    if let imageSize, !FolderSettings.sizes.contains(imageSize) {
      throw ValidationError(
        "--image-size is \(imageSize), expected \(FolderSettings.sizes.lowerBound) to "
          + "\(FolderSettings.sizes.upperBound)")
    }
    switch dataset {
    case .folder(let path):
      guard !path.isEmpty else {
        throw ValidationError("--dataset folder: has no path, expected folder:PATH")
      }
      if dataDir != nil {
        throw ValidationError("--data-dir is for published sets, expected the folder in --dataset")
      }
    case .published(let set):
      let given = [
        ("image-size", imageSize != nil), ("image-colors", imageColors != nil),
        ("skip-damaged", skipDamaged),
      ]
      if let (name, _) = given.first(where: \.1) {
        throw ValidationError(
          "--\(name) is for images of a folder, and \(set.title) is none; expected --dataset folder:PATH"
        )
      }
    }
  }

  /// Where the images are; nil for where published ones are looked for.
  var place: String? {
    switch dataset {
    case .published: dataDir
    case .folder(let path): path
    }
  }

  /// What the images are; those of a folder are decoded now, where they never were.
  func source(_ recorder: ProgressPrinter) throws -> any ImageSource {
    switch dataset {
    case .published(let dataset):
      DatasetReader(DatasetLocation(dataset, directory: dataDir.map { URL(filePath: $0) }))
    case .folder(let path):
      try FolderSource(
        URL(filePath: path),
        settings: FolderSettings(
          size: imageSize ?? FolderSettings().size, colors: imageColors ?? .automatic,
          skipsDamaged: skipDamaged)
      ) { progress in
        if case .images(let done, let count) = progress {
          recorder.record(.reading(done: done, count: count))
        }
      }
    }
  }
}
