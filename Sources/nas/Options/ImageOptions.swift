internal import Architectures
public import ArgumentParser
public import Datasets
internal import Foundation
internal import Tracking

extension ImageColors: ExpressibleByArgument {}

/// Which images a run learns, and what is made of those of a folder.
struct ImageOptions: ParsableArguments {
  @Option(
    help: """
      Images to learn: a published set (Fashion-MNIST is included, others are downloaded at first \
      use), or folder:PATH with images of your own in train/<class>/ (val/ and test/ may be beside \
      it) or <class>/. A path of a folder will do. \
      (values: \(Dataset.allValueStrings.joined(separator: ", ")), folder:PATH)
      """,
    completion: .dataset, transform: DatasetArgument.parsed)
  var dataset: DatasetArgument = .published(.fashionMNIST)

  @Option(
    help: "For a published set: the folder (or for CIFAR the archive) with its official files.",
    completion: .file(), transform: UserPath.argument)
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
