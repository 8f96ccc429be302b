import Architectures
import Foundation
import Testing

@testable import Baselines

/// Paths that are drawn, mutated and crossed.
struct PathSpaceTests {
  /// The cells of DARTS: two kinds of four nodes, `none` and seven operations.
  private static let darts = PathSpace(kinds: 2, edges: [2, 3, 4, 5], operations: 8, kept: 2)
  /// The cell of NAS-Bench-201.
  private static let nasBench201 = PathSpace(kinds: 1, edges: [1, 2, 3], operations: 5, kept: nil)
  private static let draws = 3000

  private var generator = SplitMix64(seed: 7)

  /// The edges whose operations belong together: those into a node, or each by itself.
  private func genes(_ space: PathSpace) -> [Range<Int>] {
    let counts =
      space.kept == nil
      ? Array(repeating: 1, count: space.edges.reduce(0, +)) : space.edges
    return counts.reduce(into: []) { genes, count in
      let first = genes.last?.upperBound ?? 0
      genes.append(first..<first + count)
    }
  }

  /// The operations of all genes, those of all kinds one after the other.
  private func values(_ path: CellPath) -> [[Int]] {
    path.kinds.flatMap { kind in genes(path.space).map { Array(kind[$0]) } }
  }

  /// Expects as many of some independent draws as there should be, within 4 standard deviations.
  private func expect(
    _ count: Int, of draws: Int, probability: Double, _ name: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let mean = Double(draws) * probability
    let deviation = (mean * (1 - probability)).squareRoot()
    #expect(
      abs(Double(count) - mean) <= 4 * deviation, "\(name): \(count) of \(draws), not \(mean)",
      sourceLocation: sourceLocation)
  }

  @Test mutating func ofTheEdgesIntoANodeAnyTwoHaveAnyOperations() throws {
    let space = Self.darts
    let drawn = (0..<Self.draws).map { _ in values(space.random(using: &generator)) }
    try #require(drawn.allSatisfy { $0.count == 8 })
    for gene in 0..<8 {
      let edges = space.edges[gene % 4]
      let kept = drawn.map { path in path[gene].indices.filter { path[gene][$0] != 0 } }
      try #require(kept.allSatisfy { $0.count == 2 }, "gene \(gene)")
      let pairs = edges * (edges - 1) / 2
      for first in 0..<edges {
        for second in first + 1..<edges {
          expect(
            kept.count { $0 == [first, second] }, of: Self.draws, probability: 1 / Double(pairs),
            "edges \(first) and \(second) of gene \(gene)")
        }
      }
      for place in 0..<2 {
        let operations = zip(drawn, kept).map { $0[gene][$1[place]] }
        for operation in 1..<space.operations {
          expect(
            operations.count { $0 == operation }, of: Self.draws, probability: 1.0 / 7,
            "operation \(operation) of edge \(place) of gene \(gene)")
        }
      }
    }
  }

  @Test mutating func whereNoneIsAsGoodAsAnyOtherEveryEdgeHasAnyOperation() throws {
    let space = Self.nasBench201
    let drawn = (0..<Self.draws).map { _ in space.random(using: &generator).kinds[0] }
    try #require(drawn.allSatisfy { $0.count == 6 })
    for edge in 0..<6 {
      for operation in 0..<5 {
        expect(
          drawn.count { $0[edge] == operation }, of: Self.draws, probability: 0.2,
          "operation \(operation) of edge \(edge)")
      }
    }
    // Edges know nothing of each other.
    expect(
      drawn.count { $0[1] == $0[2] }, of: Self.draws, probability: 0.2, "equal ones in a node")
  }

  /// A node with a single edge keeps it.
  @Test mutating func noMoreEdgesAreKeptThanThereAre() {
    let space = PathSpace(kinds: 1, edges: [1, 2], operations: 3, kept: 2)
    for _ in 0..<20 {
      #expect(space.random(using: &generator).kinds[0].allSatisfy { $0 != 0 })
    }
  }

  @Test(arguments: [darts, nasBench201])
  mutating func aMutantOfNoProbabilityIsTheSame(_ space: PathSpace) {
    for _ in 0..<20 {
      let path = space.random(using: &generator)
      #expect(path.mutated(probability: 0, using: &generator) == path)
    }
  }

  /// A gene is drawn anew with the probability, whatever it was and whatever becomes of the others.
  @Test(arguments: [darts, nasBench201], [0.1, 0.5, 1])
  mutating func genesOfAMutantAreDrawnAnew(_ space: PathSpace, _ probability: Double) {
    let path = space.random(using: &generator)
    let before = values(path)
    let mutants = (0..<Self.draws).map { _ in
      values(path.mutated(probability: probability, using: &generator))
    }
    func chance(_ gene: Int) -> Double {
      let count = before[gene].count
      // Drawn anew, a gene may be as it was.
      let forms = space.kept == nil ? 5 : count * (count - 1) / 2 * 49
      return probability * (1 - 1 / Double(forms))
    }
    for gene in before.indices {
      expect(
        mutants.count { $0[gene] != before[gene] }, of: Self.draws, probability: chance(gene),
        "gene \(gene)")
    }
    let last = before.count - 1
    expect(
      mutants.count { $0[last] != before[last] && $0[last - 1] != before[last - 1] },
      of: Self.draws, probability: chance(last) * chance(last - 1), "both")
  }

  /// Two edges stay, and which they are does not depend on which they were.
  @Test mutating func theEdgesIntoANodeMutateTogether() {
    let path = Self.darts.random(using: &generator)
    let last = values(path).count - 1
    func kept(_ gene: [Int]) -> [Int] { gene.indices.filter { gene[$0] != 0 } }
    let mutants = (0..<Self.draws).map { _ in
      values(path.mutated(probability: 0.5, using: &generator))
    }
    #expect(mutants.joined().allSatisfy { kept($0).count == 2 })
    let changed = mutants.map { $0[last] }.filter { $0 != values(path)[last] }
    // Of the ten pairs of five edges, each with 49 pairs of operations, all but what it was.
    expect(
      changed.count { kept($0) == kept(values(path)[last]) }, of: changed.count,
      probability: 48.0 / 489, "the same edges")
  }

  @Test(arguments: [darts, nasBench201])
  mutating func aChildHasEveryGeneOfOneOfItsParents(_ space: PathSpace) {
    let (mother, father) = (space.random(using: &generator), space.random(using: &generator))
    let (of, from) = (values(mother), values(father))
    let children = (0..<Self.draws).map { _ in
      values(mother.crossed(with: father, using: &generator))
    }
    let differing = of.indices.filter { of[$0] != from[$0] }
    #expect(differing.count >= 3)
    for gene in of.indices {
      #expect(children.allSatisfy { [of[gene], from[gene]].contains($0[gene]) }, "gene \(gene)")
    }
    for gene in differing {
      expect(
        children.count { $0[gene] == of[gene] }, of: Self.draws, probability: 0.5, "gene \(gene)")
    }
    for (one, other) in zip(differing, differing.dropFirst()) {
      expect(
        children.count { ($0[one] == of[one]) == ($0[other] == of[other]) }, of: Self.draws,
        probability: 0.5, "genes \(one) and \(other) of one parent")
    }
  }

  @Test(arguments: [darts, nasBench201])
  func theSameSeedGivesTheSamePath(_ space: PathSpace) {
    func paths(_ seed: UInt64) -> [CellPath] {
      var generator = SplitMix64(seed: seed)
      let (path, other) = (space.random(using: &generator), space.random(using: &generator))
      return [
        path, other, path.mutated(probability: 0.5, using: &generator),
        path.crossed(with: other, using: &generator),
      ]
    }
    #expect(paths(3) == paths(3))
    #expect(paths(3) != paths(4))
  }

  @Test(arguments: [darts, nasBench201])
  mutating func aPathComesBackFromItsFile(_ space: PathSpace) throws {
    let path = space.random(using: &generator)
    let read = try JSONDecoder().decode(CellPath.self, from: JSONEncoder().encode(path))
    #expect(read == path)
    #expect(path.canonical == path)
  }

  @Test mutating func ofEveryEdgeOneOperationIsChosen() {
    let path = Self.darts.random(using: &generator)
    for kind in 0..<2 {
      let choices = path.choices(kind)
      #expect(choices.count == 14)
      #expect(choices.allSatisfy { $0.count == 8 && $0.reduce(0, +) == 1 })
      #expect(choices.map { $0.firstIndex(of: 1) } == path.kinds[kind])
    }
  }

  /// One edge has another operation, or one operation is on another edge into the same node.
  @Test(arguments: [2, nil])
  func aNeighborDiffersInOnePlace(kept: Int?) {
    let space = PathSpace(
      kinds: 2, edges: kept == nil ? [1, 2, 3] : [2, 3], operations: 4, kept: kept)
    var generator = SplitMix64(seed: 5)
    var moved = 0
    for _ in 0..<500 {
      let path = space.random(using: &generator)
      let neighbor = space.neighbor(of: path, using: &generator)
      let pairs = zip(path.kinds.joined(), neighbor.kinds.joined()).filter { $0 != $1 }
      if kept == nil || pairs.count == 1 {
        #expect(pairs.count == 1)
        if kept != nil { #expect(pairs.allSatisfy { $0.0 > 0 && $0.1 > 0 }) }
      } else {
        // What left one edge came to another.
        moved += 1
        #expect(pairs.count == 2)
        #expect(pairs.map(\.0).sorted() == pairs.map(\.1).sorted())
      }
    }
    // Of the two nodes one has a free edge, on which half of the changes are moves.
    #expect(kept == nil ? moved == 0 : (80...170).contains(moved))
  }
}
