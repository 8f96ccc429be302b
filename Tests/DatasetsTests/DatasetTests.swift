import Architectures
import TestSupport
import Testing

@testable import Datasets

struct DatasetTests {
  @Test(
    "names on the command line",
    arguments: zip(
      Dataset.allCases, ["fashion-mnist", "mnist", "cifar-10", "cifar-100"]))
  func names(dataset: Dataset, name: String) {
    #expect(Dataset(named: name) == dataset)
  }

  @Test("the properties agree with each other", arguments: Dataset.allCases)
  func properties(dataset: Dataset) {
    #expect(dataset.classNames.count == dataset.classes)
    #expect(Set(dataset.classNames).count == dataset.classes)
    let channels = dataset.imageShape.channels
    #expect(dataset.normalization.mean.count == channels)
    #expect(dataset.normalization.standardDeviation.count == channels)
    let distribution = dataset.distribution
    #expect(distribution.dataset == dataset.description)
    #expect(distribution.address.hasPrefix("https://") && distribution.address.hasSuffix("/"))
    let hashes =
      Split.allCases.flatMap { distribution.part($0).files.map(\.sha256) }
      + distribution.downloads.map(\.sha256)
    #expect(Set(hashes).count == hashes.count)
    #expect(hashes.allSatisfy { $0?.count == 64 })
  }

  /// The label of some classes, from the official lists.
  @Test(
    "class names stand at their labels",
    arguments: [
      (Dataset.fashionMNIST, 9, "Ankle boot"), (.cifar10, 3, "cat"), (.cifar10, 9, "truck"),
      (.cifar100, 0, "apple"), (.cifar100, 49, "mountain"), (.cifar100, 99, "worm"),
    ])
  func classNames(dataset: Dataset, label: Int, name: String) {
    #expect(dataset.classNames[label] == name)
  }
}
