import Foundation
import Testing

@testable import Datasets

/// The real data sets; the expected numbers were computed with NumPy.
struct OfficialDataTests {
  @Test("the bundled Fashion-MNIST is complete")
  func fashionMNIST() throws {
    let reader = DatasetReader(DatasetLocation(.fashionMNIST))
    let training = try reader.load(.training)
    #expect(training.count == 60_000)
    #expect(training.labels.prefix(5) == [9, 0, 0, 3, 0])
    #expect(classCounts(training) == [Int](repeating: 6000, count: 10))
    // The first image: row 3, columns 12 to 20.
    #expect(training.images[3 * 28 + 12..<3 * 28 + 21] == [1, 0, 0, 13, 73, 0, 0, 1, 4])

    let test = try reader.load(.test)
    #expect(test.count == 10_000)
    #expect(classCounts(test) == [Int](repeating: 1000, count: 10))
    #expect(test.images.reduce(0) { $0 + Int($1) } == 573_469_082)
  }

  @Test(
    "CIFAR-10's test set has its pixels and labels",
    .enabled(if: cifar10Exists, "needs CIFAR-10 in ../shared/data/cifar-10-batches-bin"))
  func cifar10() throws {
    let reader = DatasetReader(DatasetLocation(.cifar10, directory: cifar10Folder))
    let test = try reader.load(.test)
    #expect(test.labels.prefix(8) == [3, 8, 8, 0, 6, 6, 1, 6])
    #expect(classCounts(test) == [Int](repeating: 1000, count: 10))
    #expect(
      test.images.prefix(12) == [158, 112, 49, 159, 111, 47, 165, 116, 51, 166, 118, 53])
    #expect(test.images.suffix(3) == [27, 26, 26])
  }

  /// The file is written here from the binary one, as Python 2 would write it.
  @Test(
    "CIFAR-10's test set in the version for Python is the same and has the same hash",
    .enabled(if: cifar10Exists, "needs CIFAR-10 in ../shared/data/cifar-10-batches-bin"))
  func cifar10Python() throws {
    let binary = try ArchiveReader(cifar10Folder.appending(path: "test_batch.bin.xz"))
    try #require(binary.nextMember() != nil)
    let content = try binary.read(limit: 30_730_001)
    try withTemporaryFolder { folder in
      try folder.appending(path: "cifar-10-batches-py/test_batch")
        .write(PythonBatch(binary: content, labelBytes: 1).pickle)
      let test = try DatasetReader(DatasetLocation(.cifar10, directory: folder)).load(.test)
      #expect(test.labels.prefix(8) == [3, 8, 8, 0, 6, 6, 1, 6])
      #expect(
        test.images.prefix(12) == [158, 112, 49, 159, 111, 47, 165, 116, 51, 166, 118, 53])
      #expect(test.images.suffix(3) == [27, 26, 26])
    }
  }

  private func classCounts(_ set: ImageSet) -> [Int] {
    set.labels.reduce(into: [Int](repeating: 0, count: set.classes)) { $0[Int($1)] += 1 }
  }
}

/// The folder `shared` beside the checkout.
private let cifar10Folder = URL(filePath: #filePath).resolvingSymlinksInPath()
  .appending(path: "../../../../shared/data/cifar-10-batches-bin").standardizedFileURL

private let cifar10Exists = FileManager.default.fileExists(
  atPath: cifar10Folder.appending(path: "test_batch.bin.xz").path(percentEncoded: false))
