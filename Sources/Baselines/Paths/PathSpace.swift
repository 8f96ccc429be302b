internal import Architectures

/// The paths of a supernet of cells: of every edge one operation, or none.
struct PathSpace: Hashable, Codable, Sendable {
  /// The number of kinds of cells; cells of a kind have the same operations.
  let kinds: Int
  /// The number of edges into each intermediate node.
  let edges: [Int]
  /// The number of operations of an edge; the first one is `none`.
  let operations: Int
  /// How many edges into a node have an operation; nil where `none` is as good as any other.
  let kept: Int?

  /// The edges whose operations are drawn together: those into a node, or each by itself.
  private var genes: [Range<Int>] {
    var first = 0
    return edges.flatMap { count in
      let range = first..<first + count
      first += count
      return kept == nil ? range.map { $0..<$0 + 1 } : [range]
    }
  }

  /// A path, every one as likely as any other.
  func random(using generator: inout some RandomNumberGenerator) -> CellPath {
    CellPath(
      space: self,
      kinds: (0..<kinds).map { _ in genes.flatMap { draw($0, using: &generator) } })
  }

  /// Operations of the edges of a gene.
  private func draw(
    _ gene: Range<Int>, using generator: inout some RandomNumberGenerator
  ) -> [Int] {
    guard let kept else { return gene.map { _ in generator.element(of: Array(0..<operations)) } }
    var free = Array(0..<gene.count)
    var drawn = [Int](repeating: 0, count: gene.count)
    for _ in 0..<min(kept, gene.count) {
      let edge = generator.element(of: free)
      free.removeAll { $0 == edge }
      drawn[edge] = generator.element(of: Array(1..<operations))
    }
    return drawn
  }

  /// A path of which each gene is what a function makes of it.
  func path(
    _ gene: (_ kind: Int, Range<Int>) -> [Int]
  ) -> CellPath {
    CellPath(space: self, kinds: (0..<kinds).map { kind in genes.flatMap { gene(kind, $0) } })
  }

  /// The same path with another operation on one edge, or with one operation on another edge (Real et al., 2019, section
  /// 3.1).
  func neighbor(
    of path: CellPath, using generator: inout some RandomNumberGenerator
  ) -> CellPath {
    let kind = generator.element(of: Array(0..<kinds))
    let gene = generator.element(of: genes)
    var choices = path.kinds[kind]
    let used = kept == nil ? Array(gene) : gene.filter { choices[$0] > 0 }
    let edge = generator.element(of: used)
    let free = kept == nil ? [] : gene.filter { choices[$0] == 0 }
    if !free.isEmpty, generator.fraction() < 0.5 {
      choices[generator.element(of: free)] = choices[edge]
      choices[edge] = 0
    } else {
      let others = ((kept == nil ? 0 : 1)..<operations).filter { $0 != choices[edge] }
      // With one operation there is no other.
      if !others.isEmpty { choices[edge] = generator.element(of: others) }
    }
    var changed = path.kinds
    changed[kind] = choices
    return CellPath(space: self, kinds: changed)
  }

  /// A gene as it is, or with a probability another one.
  func mutated(
    _ path: CellPath, probability: Double, using generator: inout some RandomNumberGenerator
  ) -> CellPath {
    self.path { kind, gene in
      generator.fraction() < probability
        ? draw(gene, using: &generator) : Array(path.kinds[kind][gene])
    }
  }
}
