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

    let carving = stage.carve()
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
