import Foundation
import TestSupport

@testable import Datasets

/// Small data sets whose pixels and labels are given by formulas.
enum Sample {
  static func label(_ image: Int) -> UInt8 { UInt8((3 * image + 1) % 10) }

  // MARK: idx

  /// The number of images of the training and the test part.
  static let idxCounts = (training: 3, test: 2)

  static func idxPixel(image: Int, pixel: Int) -> UInt8 { UInt8((31 * image + pixel) % 256) }

  static func idxImages(count: Int) -> [UInt8] {
    [0, 0, 8, 3, 0, 0, 0, UInt8(count), 0, 0, 0, 28, 0, 0, 0, 28]
      + (0..<count).flatMap { image in
        (0..<784).map { idxPixel(image: image, pixel: $0) }
      }
  }

  static func idxLabels(count: Int) -> [UInt8] {
    [0, 0, 8, 1, 0, 0, 0, UInt8(count)] + (0..<count).map(label)
  }

  /// The files of `idx()` by their names without a compression's ending.
  static let idxFiles: [(name: String, bytes: [UInt8])] = [
    ("train-images-idx3-ubyte", idxImages(count: idxCounts.training)),
    ("train-labels-idx1-ubyte", idxLabels(count: idxCounts.training)),
    ("t10k-images-idx3-ubyte", idxImages(count: idxCounts.test)),
    ("t10k-labels-idx1-ubyte", idxLabels(count: idxCounts.test)),
  ]

  /// A data set in MNIST's form.
  ///
  /// - Parameters:
  ///   - checked: Whether the content must have the hashes of `idxFiles`.
  ///   - address: Where downloads come from.
  ///   - folders: Where the files may lie.
  /// - Returns: The names, counts and hashes of `idxFiles`.
  /// - Throws: If the files cannot be packed.
  static func idx(
    checked: Bool = true, address: String = "", folders: [String] = []
  ) throws -> Distribution {
    let files = idxFiles.map { file in
      Distribution.File(name: file.name, sha256: checked ? hash(file.bytes) : nil)
    }
    return Distribution(
      dataset: .mnist,
      training: .idx(images: files[0], labels: files[1], count: idxCounts.training),
      test: .idx(images: files[2], labels: files[3], count: idxCounts.test),
      folders: folders,
      address: address,
      downloads: try idxFiles.map { file in
        let packed = try Pack.gzip(file.bytes)
        return .init(name: file.name + ".gz", byteCount: packed.count, sha256: hash(packed))
      })
  }

  // MARK: CIFAR

  /// The number of images of each file.
  static let cifarCount = 2

  static func cifarPixel(image: Int, channel: Int, pixel: Int) -> UInt8 {
    UInt8((7 * image + 80 * channel + pixel) % 256)
  }

  /// One file of records; `firstImage` is the number of its first image in the part.
  static func cifarRecords(firstImage: Int, labelBytes: Int) -> [UInt8] {
    (firstImage..<firstImage + cifarCount).flatMap { image in
      // The coarse label of CIFAR-100 differs from the fine one.
      [UInt8](repeating: 19, count: labelBytes - 1) + [label(image)]
        + (0..<3).flatMap { channel in
          (0..<1024).map { cifarPixel(image: image, channel: channel, pixel: $0) }
        }
    }
  }

  /// The files of `cifar10()`: two for training, one for the test.
  static let cifar10Files: [(name: String, bytes: [UInt8])] = [
    ("data_batch_1.bin", cifarRecords(firstImage: 0, labelBytes: 1)),
    ("data_batch_2.bin", cifarRecords(firstImage: 2, labelBytes: 1)),
    ("test_batch.bin", cifarRecords(firstImage: 0, labelBytes: 1)),
  ]

  /// The archive of `cifar10()`, with its files out of order.
  static func cifar10Archive() throws -> [UInt8] {
    try Pack.tarGzip(
      [("cifar-10-batches-bin/readme.html", [60])]
        + cifar10Files.reversed().map { ("cifar-10-batches-bin/\($0.name)", $0.bytes) })
  }

  /// The same files in the version for Python.
  static let cifar10PythonFiles: [(name: String, bytes: [UInt8])] = cifar10Files.map { file in
    (
      file.name.replacing(".bin", with: ""),
      PythonBatch(binary: file.bytes, labelBytes: 1).pickle
    )
  }

  /// The archive of the version for Python.
  static func cifar10PythonArchive() throws -> [UInt8] {
    try Pack.tarGzip(
      [("cifar-10-batches-py/batches.meta", [0x80, 2])]
        + cifar10PythonFiles.reversed().map { ("cifar-10-batches-py/\($0.name)", $0.bytes) })
  }

  /// A data set in CIFAR-10's form.
  static func cifar10(checked: Bool = true) -> Distribution {
    let files = cifar10Files.map { file in
      Distribution.File(name: file.name, sha256: checked ? hash(file.bytes) : nil)
    }
    return Distribution(
      dataset: .cifar10,
      training: .cifar(
        files: [files[0], files[1]], imagesPerFile: cifarCount, labelBytes: 1),
      test: .cifar(files: [files[2]], imagesPerFile: cifarCount, labelBytes: 1),
      archive: Dataset.cifar10.distribution.archive,
      folders: Dataset.cifar10.distribution.folders,
      pythonVersion: Dataset.cifar10.distribution.pythonVersion, address: "", downloads: [])
  }

  /// A data set in CIFAR-100's form, with one file for training and one for the test.
  static func cifar100(trainingHash: String? = nil) -> Distribution {
    Distribution(
      dataset: .cifar100,
      training: .cifar(
        files: [.init(name: "train.bin", sha256: trainingHash)], imagesPerFile: cifarCount,
        labelBytes: 2),
      test: .cifar(
        files: [.init(name: "test.bin", sha256: nil)], imagesPerFile: cifarCount, labelBytes: 2),
      archive: Dataset.cifar100.distribution.archive,
      folders: Dataset.cifar100.distribution.folders,
      pythonVersion: Dataset.cifar100.distribution.pythonVersion, address: "", downloads: [])
  }

  // MARK: Reading

  /// A reader of a sample in a folder, without a network.
  static func reader(_ distribution: Distribution, at directory: URL) -> DatasetReader {
    DatasetReader(
      DatasetLocation(Dataset(files: distribution), directory: directory),
      distribution: distribution,
      cache: DownloadCache(environment: ["PATH": ""]))
  }

  private static func hash(_ bytes: [UInt8]) -> String {
    bytes.withUnsafeBytes { Digest.sha256($0) }
  }
}
