import Testing

@testable import Datasets

struct StratifiedSplitTests {
  /// 1,000 labels of 10 classes; class c has 10 * (2c + 1).
  private static let labels: [Int32] = (0..<1000).map { index in
    Int32(Double(index * 37 % 1000 / 10).squareRoot())
  }

  private static func counts(_ indices: [Int32]) -> [Int] {
    indices.reduce(into: [Int](repeating: 0, count: 10)) { $0[Int(labels[Int($1)])] += 1 }
  }

  /// Chooses among all of `labels`.
  private static func chosen(_ count: Int, seed: UInt64) -> [Int32] {
    StratifiedSplit.subset(
      count: count, of: Array(0..<1000), labels: labels, classes: 10, seed: seed)
  }

  @Test("as many different images are chosen as asked for", arguments: [0, 1, 137, 500, 999, 1000])
  func count(count: Int) {
    let chosen = Self.chosen(count, seed: 1)
    #expect(chosen.count == count)
    #expect(Set(chosen).count == count && Set(chosen).isSubset(of: Set(0..<1000)))
    #expect(chosen == chosen.sorted())
  }

  @Test("shares that are whole numbers are exact")
  func exactShares() {
    #expect(Self.counts(Self.chosen(200, seed: 3)) == [2, 6, 10, 14, 18, 22, 26, 30, 34, 38])
  }

  @Test("other shares are rounded up or down", arguments: 0..<20)
  func roundedShares(count: Int) {
    let count = 50 * count + 7
    for (label, found) in Self.counts(Self.chosen(count, seed: 3)).enumerated() {
      let share = Double(count * 10 * (2 * label + 1)) / 1000
      #expect(abs(Double(found) - share) < 1)
    }
  }

  @Test("a seed gives always the same images, another seed others")
  func seeds() {
    #expect(Self.chosen(300, seed: 5) == Self.chosen(300, seed: 5))
    #expect(Self.chosen(300, seed: 5) != Self.chosen(300, seed: 6))
    #expect(Set((0..<50).map { Self.chosen(300, seed: $0) }).count == 50)
  }

  /// Two of ten equal classes get one image more than the others.
  @Test("equal fractions favour no class")
  func ties() {
    let labels = (0..<100).map { Int32($0 % 10) }
    var extra = [Int](repeating: 0, count: 10)
    for seed in 0..<1000 {
      let chosen = StratifiedSplit.subset(
        count: 12, of: Array(0..<100), labels: labels, classes: 10, seed: UInt64(seed))
      for label in 0..<10 {
        extra[label] += chosen.count { $0 % 10 == label } - 1
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
      let drawn = StratifiedSplit.subset(
        count: 10, of: Array(0..<40), labels: (0..<40).map { Int32($0 / 20) }, classes: 2,
        seed: UInt64(seed))
      for index in drawn { chosen[Int(index)] += 1 }
    }
    // Binomial with mean 500 and deviation 19.4.
    #expect(chosen.allSatisfy { abs($0 - 500) < 100 }, "\(chosen)")
  }

  @Test("a subset comes from the given images, of each class its share")
  func subset() {
    let kept = Self.chosen(500, seed: 1)
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

extension StratifiedSplitTests {
  /// Half of 11 images, of classes of 8, 2 and 1.
  @Test("no class gives its last image away", arguments: 0..<20)
  func leavingOne(seed: UInt64) {
    let labels: [Int32] = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2]
    let chosen = StratifiedSplit.subset(
      count: 6, of: Array(0..<11), labels: labels, classes: 3, seed: seed, leavingOne: true)
    #expect(chosen.count == 6)
    #expect(!chosen.contains(10))
    #expect(chosen.count { labels[Int($0)] == 1 } <= 1)
  }
}
