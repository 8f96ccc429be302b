import Architectures
import Foundation
import Testing

@testable import Datasets

struct ImageSourceTests {
  /// As many classes as no byte has, three images of each, each of one grey.
  private static let many = ImageSet(
    images: (0..<900).flatMap { [UInt8](repeating: UInt8($0 % 256), count: 4) },
    labels: (0..<900).map { Int32($0 % 300) }, channels: 1, height: 2, width: 2, classes: 300)

  @Test func pixelsDescribeThemselves() {
    let source = PixelSource(name: "grey", training: Self.many)
    #expect(source.description.classes == 300)
    #expect(source.description.classNames[299] == "299")
    #expect(source.description.counts == .init(training: 900, test: nil))
    let greys = (0..<900).map { Double($0 % 256) / 255 }
    let mean = greys.reduce(0, +) / 900
    let variance = greys.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 900
    let found = source.description.normalization
    #expect(abs(found.mean[0] - mean) < 1e-12)
    #expect(abs(found.standardDeviation[0] - variance.squareRoot()) < 1e-9)
  }

  @Test func aTestPartIsSplitOffByClassAndSeed() throws {
    let whole = PixelSource(name: "grey", training: Self.many)
    let source = SplitSource(whole, seed: 1)
    let training = try source.load(.training) { _ in }
    let test = try source.load(.test) { _ in }
    #expect(test.count == 180)
    #expect(source.description.counts == .init(training: training.count, test: test.count))
    // Every image is in one part, and no class has more than one of its three in the test part.
    func greys(_ set: ImageSet) -> [[Int32]] {
      (0..<set.count).map { [set.labels[$0], Int32(set.images[$0 * 4])] }
    }
    let all = greys(training) + greys(test)
    #expect(Set(all).count == Set(greys(Self.many)).count)
    #expect(all.count == 900)
    #expect(Set(test.labels).count == 180)
    #expect(try SplitSource(whole, seed: 1).load(.test) { _ in }.labels == test.labels)
    #expect(try SplitSource(whole, seed: 2).load(.test) { _ in }.labels != test.labels)
  }

  @Test(arguments: Dataset.allCases)
  func descriptionsAreValues(dataset: Dataset) throws {
    let data = try JSONEncoder().encode(dataset.description)
    #expect(try JSONDecoder().decode(DatasetDescription.self, from: data) == dataset.description)
    #expect(dataset.description.digest?.count == 64)
  }

  /// A hash of the published files' hashes, by Python's hashlib.
  @Test func theDigestIsOfAllFiles() {
    #expect(
      Dataset.cifar10.description.digest
        == "a132c267d536ecaeeea6fefd1bc34938fd1ae449b99652808c5823a1f658d0ff")
  }
}
