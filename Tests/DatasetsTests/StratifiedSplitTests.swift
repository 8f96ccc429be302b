import Testing

@testable import Datasets

struct StratifiedSplitTests {
  /// 1,000 labels of 10 classes; class c has 10 * (2c + 1).
  private static let labels: [UInt8] = (0..<1000).map { index in
    UInt8(Double(index * 37 % 1000 / 10).squareRoot())
  }

  private static func counts(_ indices: [Int32]) -> [Int] {
    indices.reduce(into: [Int](repeating: 0, count: 10)) { $0[Int(labels[Int($1)])] += 1 }
  }

  @Test("the parts are disjoint, complete and in order", arguments: [0, 1, 137, 500, 999, 1000])
  func partition(count: Int) {
    let split = StratifiedSplit(labels: Self.labels, classes: 10, heldOutCount: count, seed: 1)
    #expect(split.heldOut.count == count)
    #expect(Set(split.kept).union(split.heldOut) == Set(0..<1000))
    #expect(split.kept.count + split.heldOut.count == 1000)
    #expect(split.kept == split.kept.sorted() && split.heldOut == split.heldOut.sorted())
  }

  @Test("shares that are whole numbers are exact")
  func exactShares() {
    let split = StratifiedSplit(labels: Self.labels, classes: 10, heldOutFraction: 0.2, seed: 3)
    #expect(Self.counts(split.heldOut) == [2, 6, 10, 14, 18, 22, 26, 30, 34, 38])
    #expect(Self.counts(split.kept) == [8, 24, 40, 56, 72, 88, 104, 120, 136, 152])
  }

  @Test("other shares are rounded up or down", arguments: 0..<20)
  func roundedShares(count: Int) {
    let count = 50 * count + 7
    let split = StratifiedSplit(labels: Self.labels, classes: 10, heldOutCount: count, seed: 3)
    for (label, found) in Self.counts(split.heldOut).enumerated() {
      let share = Double(count * 10 * (2 * label + 1)) / 1000
      #expect(abs(Double(found) - share) < 1)
    }
  }

  @Test("a fraction is rounded to the nearest number of images")
  func fraction() {
    func count(_ fraction: Double) -> Int {
      StratifiedSplit(
        labels: [0, 1, 2, 0, 1], classes: 3, heldOutFraction: fraction, seed: 0
      ).heldOut.count
    }
    #expect([0, 0.09, 0.11, 0.5, 0.8, 1].map(count) == [0, 0, 1, 3, 4, 5])
  }

  @Test("a seed gives always the same parts, another seed others")
  func seeds() {
    func split(_ seed: UInt64) -> StratifiedSplit {
      StratifiedSplit(labels: Self.labels, classes: 10, heldOutCount: 300, seed: seed)
    }
    #expect(split(5) == split(5))
    #expect(split(5) != split(6))
    #expect(Set((0..<50).map(split)).count == 50)
  }

  /// Two of ten equal classes get one image more than the others.
  @Test("equal fractions favour no class")
  func ties() {
    let labels = (0..<100).map { UInt8($0 % 10) }
    var extra = [Int](repeating: 0, count: 10)
    for seed in 0..<1000 {
      let split = StratifiedSplit(labels: labels, classes: 10, heldOutCount: 12, seed: UInt64(seed))
      for label in 0..<10 {
        extra[label] += split.heldOut.count { $0 % 10 == label } - 1
      }
    }
    // Binomial with mean 200 and deviation 12.6.
    #expect(extra.reduce(0, +) == 2000)
    #expect(extra.allSatisfy { abs($0 - 200) < 60 }, "\(extra)")
  }

  @Test("every image of a class is as likely as any other")
  func uniformity() {
    var chosen = [Int](repeating: 0, count: 40)
    for seed in 0..<2000 {
      let split = StratifiedSplit(
        labels: (0..<40).map { UInt8($0 / 20) }, classes: 2, heldOutCount: 10, seed: UInt64(seed))
      for index in split.heldOut { chosen[Int(index)] += 1 }
    }
    // Binomial with mean 500 and deviation 19.4.
    #expect(chosen.allSatisfy { abs($0 - 500) < 100 }, "\(chosen)")
  }

  @Test("a subset comes from the given images, of each class its share")
  func subset() {
    let kept = StratifiedSplit(
      labels: Self.labels, classes: 10, heldOutFraction: 0.5, seed: 1
    ).kept
    func subset(_ count: Int, seed: UInt64) -> [Int32] {
      StratifiedSplit.subset(
        count: count, of: kept, labels: Self.labels, classes: 10, seed: seed)
    }
    let chosen = subset(100, seed: 9)
    #expect(Self.counts(chosen) == [1, 3, 5, 7, 9, 11, 13, 15, 17, 19])
    #expect(Set(chosen).isSubset(of: kept) && chosen == chosen.sorted())
    #expect(chosen == subset(100, seed: 9))
    #expect(chosen != subset(100, seed: 10))
    #expect(subset(500, seed: 9) == kept)
    #expect(subset(33, seed: 9).count == 33)
  }
}
