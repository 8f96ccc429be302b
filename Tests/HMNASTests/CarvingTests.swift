import Architectures
import Datasets
import HMNAS
import Search
import TestSupport
import Testing
import Torch

@testable import Training

/// The materialised network equals the masked supernet (section 3.4).
struct CarvingTests {
  /// Edges left in normal and in reduction cells.
  struct Edges: CustomTestStringConvertible {
    let normal, reduction: Set<Int>
    let testDescription: String
  }

  private static let patterns = [
    Edges(normal: [0, 1, 2, 3, 4], reduction: [0, 1, 2, 3, 4], testDescription: "all edges"),
    Edges(normal: [1, 4], reduction: [1, 4], testDescription: "a chain from input 1"),
    Edges(normal: [0, 4], reduction: [0, 4], testDescription: "a chain from input 0"),
    Edges(normal: [2, 3], reduction: [2], testDescription: "no node 2"),
    Edges(normal: [0], reduction: [1, 4], testDescription: "no node 3 in normal cells"),
  ]

  @Test(arguments: patterns, Engine.allCases)
  func networksAgree(edges: Edges, engine: Engine) throws {
    try expectAgreement(edges, engine: engine)
  }

  @Test(arguments: EdgeSoftmax.allCases, MaskRule.allCases)
  func networksAgree(softmax: EdgeSoftmax, rule: MaskRule) throws {
    try expectAgreement(Self.patterns[3], softmax: softmax, rule: rule)
  }

  @Test(arguments: ArchitectureSharing.allCases)
  func networksAgree(sharing: ArchitectureSharing) throws {
    try expectAgreement(Self.patterns[2], sharing: sharing)
  }

  /// Masks at random, so that nodes which nothing reads, and nodes without inputs, occur.
  @Test(arguments: 0..<6 as Range<UInt64>, Engine.allCases)
  func chainsAgree(seed: UInt64, engine: Engine) throws {
    var options = Tiny.options
    options.network.computation.engine = engine
    options.network.sharing = .perCell
    let search = Tiny.search(options, network: Tiny.chain)
    search.run(0..<2)
    let stage = Tiny.masking(search, options)
    let generator = Generator(seed: seed)
    for mask in stage.masks.operations + stage.masks.edges + stage.masks.weights {
      mask.assign(generator.uniform(mask.shape, in: 0..<0.01))
    }
    // A way past the second node, in both stages.
    for set in 0..<2 {
      for edge in [0, 2] {
        stage.masks.edges[set].selected(edge).fill(0.01)
        stage.masks.operations[set].selected(edge).selected(1).fill(0.01)
      }
    }
    let batch = Tiny.images.batch(Tiny.indices)
    let expected = try stage.gradients(on: batch).logits
    let carving = try stage.carve()
    try carving.architecture.validate()
    for (cell, set) in zip(carving.architecture.cells, 0...) {
      let read = Tiny.chain.topology.nodesRead(by: cell.edges.map(\.edge))
      #expect(cell.edges.allSatisfy { read.contains($0.edge.target) })
      #expect(
        try cell.edges.reduce(0) { $0 + $1.operations.count }
          == stage.masks.kept().isKept[set].count { $0 })
    }
    let store = ParameterStore(device: .underTest, generator: Generator(seed: 9))
    let network = MaskedNetwork(
      carving.architecture, computation: Computation(engine: engine), in: store.root)
    try store.load(carving.state)
    expectClose(
      network(batch.images, mode: .evaluation).logits, expected, tolerance: 1e-5, "evaluation")
    let table = CostTable(
      Tiny.chain, groups: stage.architecture.cellGroups, of: \.multiplyAdds)
    #expect(
      try table.cost(of: stage.masks.kept())
        == Double(carving.architecture.cost().total.multiplyAdds))
  }

  private func expectAgreement(
    _ edges: Edges, engine: Engine = .fused, softmax: EdgeSoftmax = .perNode,
    rule: MaskRule = .afterSoftmax, sharing: ArchitectureSharing = .perCellKind
  ) throws {
    var options = Tiny.options
    options.network.computation.engine = engine
    options.network.edgeSoftmax = softmax
    options.network.sharing = sharing
    options.masking.rule = rule
    let search = Tiny.search(options)
    search.run(0..<2)
    let stage = Tiny.masking(search, options)
    try stage.scatterMasks(seed: 4)
    for (group, name) in stage.architecture.groups.enumerated() {
      stage.switchEdges(name == "reduction" ? edges.reduction : edges.normal, group: group)
      stage.masks.operations[group].selected(2, dimension: 1).fill(0.01)
    }
    let batch = Tiny.images.batch(Tiny.indices)
    let expected = try stage.gradients(on: batch).logits

    let carving = try stage.carve()
    try carving.architecture.validate()
    let store = ParameterStore(device: .underTest, generator: Generator(seed: 9))
    let network = MaskedNetwork(
      carving.architecture, computation: Computation(engine: engine), in: store.root)
    try store.load(carving.state)
    expectClose(
      network(batch.images, mode: .evaluation).logits, expected, tolerance: 1e-5, "evaluation")

    // Training too; evaluating again shows that it left the same running statistics.
    let mixing = stage.architecture.perCell(
      stage.architecture.groups.indices.map { group in
        rule.mixing(
          alpha: stage.architecture.alpha[group], beta: stage.architecture.beta[group],
          operationMask: stage.masks.binary(stage.masks.operations[group]),
          edgeMask: stage.masks.binary(stage.masks.edges[group]), topology: Tiny.network.topology,
          softmax: softmax)
      })
    for mode in [Mode.training, .evaluation] {
      expectClose(
        network(batch.images, mode: mode).logits,
        search.supernet(batch.images, mixing: mixing, mode: mode), tolerance: 1e-5, "\(mode)")
    }
  }
}
