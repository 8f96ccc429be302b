public import Architectures

/// A source whose test part is split off its training part, of each class its share.
public struct SplitSource: ImageSource {
  /// The share of the images that becomes the test part.
  public static let testFraction = 0.2

  private let whole: any ImageSource
  private let seed: UInt64

  /// Splits a source without a test part; the same seed gives the same parts.
  public init(_ whole: any ImageSource, seed: UInt64) {
    self.whole = whole
    self.seed = seed
  }

  /// What the images are, with the sizes of both parts.
  public var description: DatasetDescription {
    var description = whole.description
    let test = Self.testCount(description.counts.training)
    description.counts = .init(training: description.counts.training - test, test: test)
    return description
  }

  private static func testCount(_ count: Int) -> Int { Int(Double(count) * testFraction) }

  /// That a part was split off.
  public var notes: [String] {
    let counts = description.counts
    return [
      "\(description.title) has no test part: \(counts.test ?? 0) of its images, of each class its share, "
        + "are set aside for it, \(counts.training) are left"
    ]
  }

  /// The images of one part, in the order of the whole.
  public func load(
    _ split: Split, progress: (LoadProgress) -> Void
  ) throws -> ImageSet {
    let set = try whole.load(.training, progress: progress)
    let every = Array(Int32(0)..<Int32(set.count))
    let test = StratifiedSplit.subset(
      count: Self.testCount(set.count), of: every, labels: set.labels, classes: set.classes,
      seed: Seed(seed).derived("test part").value, leavingOne: true)
    guard split == .training else { return set.part(test) }
    let taken = Set(test)
    return set.part(every.filter { !taken.contains($0) })
  }

  /// Makes sure that the whole is there.
  public func locate(_ split: Split, progress: (LoadProgress) -> Void) throws {
    try whole.locate(.training, progress: progress)
  }
}
