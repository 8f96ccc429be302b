import Architectures
import TestSupport
import Testing
import Torch

@testable import Training

/// Graphs, computed operator by operator, against the networks that our kernels compute.
struct GraphTests {
  /// Networks of every space, on images of odd and even sizes.
  static let cases: [GraphCase] = [
    GraphCase(.masked(.scattered(seed: 1, CellNetwork(channels: 4, cells: 3))), 3, 12, 12),
    GraphCase(.masked(.scattered(seed: 2, CellNetwork(channels: 4, cells: 3))), 1, 15, 11),
    GraphCase(
      .masked(.scattered(seed: 3, CellNetwork(channels: 6, cells: 2, stemStride: 2))), 3, 13, 14),
    GraphCase(
      .masked(
        .scattered(seed: 4, CellNetwork(channels: 4, cells: 3, hasNormalizationWeights: true))),
      3, 11, 12),
    GraphCase(
      .masked(
        .scattered(seed: 8, CellNetwork(channels: 3, cells: 2, stemStride: 8, stem: .chain))),
      3, 61, 70),
    // Of other graphs: one input, some edges, some outputs, and operations that no kernel computes.
    GraphCase(
      .masked(
        .scattered(
          seed: 5, CellNetwork(channels: 4, cells: 3, topology: CellTopology(inputs: 1)))),
      3, 12, 9),
    GraphCase(
      .masked(
        .scattered(
          seed: 6,
          CellNetwork(
            channels: 4, cells: 2, operations: Operation.nasBench201,
            topology: CellTopology(inputs: 1, intermediateNodes: 3, outputs: [1, 3]),
            hasNormalizationWeights: true))), 3, 10, 11),
    GraphCase(
      .masked(
        .scattered(
          seed: 7,
          CellNetwork(
            channels: 4, cells: 4,
            topology: CellTopology(
              intermediateNodes: 3,
              edges: [(0, 2), (1, 2), (0, 3), (1, 3), (2, 4), (3, 4)].map {
                Edge(source: $0, target: $1)
              }, outputs: [2, 4])))), 1, 14, 13),
    GraphCase(.adwp(ADWPSpace.standard.drawn(seed: 1)), 3, 16, 16),
    GraphCase(.adwp(ADWPSpace.standard.drawn(seed: 2)), 1, 13, 15),
    GraphCase(.adwp(ADWPSpace.strided(2).drawn(seed: 3)), 1, 31, 27),
    GraphCase(.adwp(ADWPSpace.strided(4).drawn(seed: 4)), 3, 57, 50),
    GraphCase(.nasBenchMacro(NASBenchMacroSpace().drawn(seed: 1)), 3, 16, 16),
    GraphCase(.nasBenchMacro(NASBenchMacroSpace().drawn(seed: 2)), 1, 11, 13),
    // Chains: cells read the one before as it is, and an operation that keeps the channels is followed by another.
    GraphCase(
      .masked(
        .scattered(
          seed: 9,
          CellNetwork(
            channels: 4, cells: 3, stemMultiplier: 1, operations: Operation.chain,
            topology: .chain(nodes: 3), frame: .chain, reductionPositions: [0, 1, 2],
            headChannels: 6, hasNormalizationWeights: true))), 1, 13, 14),
    GraphCase(
      .masked(
        .scattered(
          seed: 10,
          CellNetwork(
            channels: 4, cells: 2, stemMultiplier: 2, stemStride: 2,
            operations: [.maxPool3x3, .invertedResidual3x3e3, .separableConvolution3x3],
            topology: .chain(nodes: 1), frame: .chain, reductionPositions: [1]))), 3, 11, 9),
  ]

  @Test(arguments: cases, [Mode.training, .evaluation])
  func theGraphIsTheNetwork(_ kase: GraphCase, mode: Mode) throws {
    let store = ParameterStore(device: .cpu, generator: Generator(seed: 3))
    let network = kase.architecture.classifier(
      image: kase.image, classes: 5, computation: Computation(), in: store.root)
    let graph = kase.architecture.graph(image: kase.image, classes: 5)
    let other = ParameterStore(device: .cpu, generator: Generator(seed: 3))
    let layer = GraphLayer(graph, in: other.root)

    // Names, shapes, order and starts are the same.
    #expect(other.parameters.map(\.name) == store.parameters.map(\.name))
    try expectIdentical(other.state, store.state)
    #expect(graph.weights.map(\.name) == store.parameters.map(\.name))
    #expect(graph.weights.map(\.shape) == store.parameters.map(\.tensor.shape))
    #expect(
      graph.weights.map(\.isLearned) == store.parameters.map { $0.role == .weight })
    #expect(graph.cost.parameters == store.count(role: .weight))

    let state = kase.trained(store.state)
    try store.load(state)
    try other.load(state)
    let images = Generator(seed: 4).normal(
      [3, kase.image.channels, kase.image.height, kase.image.width])
    let logits = network(images, mode: mode, dropPath: nil).logits
    expectClose(layer([images], mode: mode)[0], logits, "logits")
    if mode == .training { expectClose(other.state, store.state) }
  }
}

/// An architecture and the images that it is for.
struct GraphCase: CustomTestStringConvertible, Sendable {
  let architecture: Architecture
  let image: ImageShape
  var testDescription: String { "\(architecture.format) on \(image)" }

  init(_ architecture: Architecture, _ channels: Int, _ height: Int, _ width: Int) {
    self.architecture = architecture
    image = ImageShape(channels: channels, height: height, width: width)
  }

  /// Running statistics, scales and shifts as after a training: none is 0 or 1.
  func trained(_ state: [String: Tensor]) -> [String: Tensor] {
    let generator = Generator(seed: 5)
    var trained = state
    for name in state.keys.sorted() {
      guard let tensor = state[name], tensor.shape.count == 1 else { continue }
      let isPositive = name.hasSuffix("running_var") || name.hasSuffix("weight")
      trained[name] =
        isPositive
        ? generator.uniform(tensor.shape, in: 0.5..<1.5)
        : generator.uniform(tensor.shape, in: -0.5..<0.5)
    }
    return trained
  }
}

extension MaskedCellNetwork {
  /// A network with a third of the edges, and a node that nothing leads to in its first cell.
  fileprivate static func scattered(seed: UInt64, _ network: CellNetwork) -> MaskedCellNetwork {
    var generator = SplitMix64(seed: seed)
    let cells = network.plan.map { plan in
      let edges = network.topology.edges.compactMap { edge -> MaskedEdge? in
        let isKept =
          edge.source == plan.index % plan.topology.inputs || generator.fraction() < 0.3
        guard isKept, !(plan.index == 0 && edge.target == 3) else { return nil }
        let operations = network.operations.filter { _ in generator.fraction() < 0.4 }
        let importances = (operations.isEmpty ? [.skipConnect] : operations).map {
          WeightedOperation(operation: $0, importance: Float(generator.fraction()) + 0.5)
        }
        return MaskedEdge(edge: edge, importance: 0.75, operations: importances)
      }
      return MaskedCell(kind: plan.kind, edges: edges)
    }
    return MaskedCellNetwork(network: network, cells: cells)
  }
}

extension SearchSpace {
  fileprivate func drawn(seed: UInt64) -> Network {
    var generator = SplitMix64(seed: seed)
    return random(using: &generator)
  }
}

extension ADWPSpace {
  /// A space of few channels whose stem and stages reduce.
  fileprivate static func strided(_ stemStride: Int) -> ADWPSpace {
    var space = ADWPSpace.standard
    space.stemChannels = 16
    space.stemStride = stemStride
    space.stageWidths = [16, 24, 40]
    space.firstStageStride = 2
    space.blocksPerStage = 2
    space.headChannels = 24
    space.expansions = [.x3, .x4]
    return space
  }
}
