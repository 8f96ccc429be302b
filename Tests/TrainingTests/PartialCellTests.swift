import Architectures
import TestSupport
import Testing
import Torch

@testable import Training

/// Cells whose operations compute a part of the channels, and cells of which only some operations are computed.
struct PartialCellTests {
  private static let operations: [Architectures.Operation] = [
    .none, .maxPool3x3, .averagePool3x3, .skipConnect, .separableConvolution3x3,
    .dilatedConvolution3x3,
  ]
  private static let parts = 4
  private static let topology = CellTopology(intermediateNodes: 2)

  /// Of each edge the operation that is computed.
  private static let choices: [[Int?]] = [
    [4, 1, 3, 0, 5], [3, 2, 5, 4, 1],
    // Nothing leads to the first node, and the second one reads it.
    [nil, 0, 2, nil, 5],
  ]

  @Test(arguments: ["even", "odd"], Engine.allCases)
  func training(images name: String, engine: Engine) throws {
    let golden = try Fixture("partial").of(name)
    let network = try GoldenNetwork(golden, engine: engine)
    let images = try golden["input"].asLeaf()
    let logits = network.logits(images, mode: .training)
    let loss = logits.crossEntropy(with: try golden["labels"])
    expectClose(logits, try golden["output"], "logits")
    expectClose(loss, try golden["loss"], "loss")
    let trained = network.trained.merging(["input": images]) { $1 }.sorted { $0.key < $1.key }
    let gradients = loss.gradients(withRespectTo: trained.map(\.value))
    expectClose(
      Dictionary(uniqueKeysWithValues: zip(trained.map(\.key), gradients)), golden.all("grad."))
    #expect(gradients.count == golden.all("grad.").count)
    expectClose(network.store.state, golden.all("after."))
  }

  @Test(arguments: ["even", "odd"], Engine.allCases)
  func evaluation(images name: String, engine: Engine) throws {
    let golden = try Fixture("partial").of(name)
    let network = try GoldenNetwork(golden, engine: engine)
    let logits = network.logits(try golden["input"], mode: .evaluation)
    expectClose(logits, try golden["output.evaluation"], "logits")
  }

  @Test(arguments: Engine.allCases, choices)
  func whatIsNotComputedIsAsIfItsWeightWereZero(engine: Engine, choice: [Int?]) throws {
    let computed = Self.computed(choice)
    let mask = Tensor(
      computed.map { $0 ? 1 : 0 as Float },
      shape: [Self.topology.edgeCount, Self.operations.count])
    for plan in Self.plans {
      for parts in [1, Self.parts] {
        let some = try results(plan, parts: parts, engine) { weights, edges in
          CellMixing(operations: weights, edges: edges, computed: computed)
        }
        let all = try results(plan, parts: parts, engine) { weights, edges in
          CellMixing(operations: weights * mask, edges: edges)
        }
        expectClose(some, all)
        #expect(some.count == all.count)
      }
    }
  }

  @Test(arguments: Engine.allCases)
  func aCellOfWhichNothingIsComputedGivesZeros(engine: Engine) {
    for plan in Self.plans {
      let shape = plan.outputShape
      let output = output(plan, parts: 1, engine, computed: Self.computed([]))
      expectClose(output, .zeros([4, shape.channels, shape.height, shape.width]))
    }
  }

  /// The channels are interleaved: the first of every four are what operations compute.
  @Test(arguments: Engine.allCases)
  func theOtherChannelsPassWhereNothingIsComputed(engine: Engine) {
    for plan in Self.plans {
      let shape = plan.outputShape
      let output = output(plan, parts: Self.parts, engine, computed: Self.computed([]))
      #expect(output.shape == [4, shape.channels, shape.height, shape.width])
      for place in 0..<Self.parts {
        let part = output.sliced(place..<shape.channels, dimension: 1, step: Self.parts)
        #expect((part.nonZeroCount == 0) == (place == 0), "channel \(place) of every group")
      }
    }
  }

  /// Nothing leads from an input to a node, so there is nothing to read but zeros.
  @Test(arguments: Engine.allCases, 1..<operations.count)
  func aCellThatReadsNothingButItsNodesGivesZeros(engine: Engine, operation: Int) {
    for plan in Self.plans {
      let computed = Self.computed([nil, nil, nil, 0, operation])
      let output = output(plan, parts: 1, engine, computed: computed)
      let shape = plan.outputShape
      expectClose(output, .zeros([4, shape.channels, shape.height, shape.width]))
    }
  }

  /// A normal cell, and one that reduces images of an odd size.
  private static var plans: [CellPlan] { network(side: 7).plan }

  private static func network(side: Int) -> CellNetwork {
    CellNetwork(
      image: ImageShape(channels: 3, height: side, width: side), classes: 5, channels: 8, cells: 2,
      operations: operations, topology: topology, reductionPositions: [1])
  }

  private static func computed(_ choice: [Int?]) -> [Bool] {
    var computed = [Bool](repeating: false, count: topology.edgeCount * operations.count)
    for (edge, operation) in choice.enumerated() {
      if let operation { computed[edge * operations.count + operation] = true }
    }
    return computed
  }

  private func output(
    _ plan: CellPlan, parts: Int, _ engine: Engine, computed: [Bool]
  ) -> Tensor {
    let generator = Generator(seed: 3)
    let store = ParameterStore(device: .cpu, generator: Generator(seed: 1))
    let mixing = CellMixing(
      operations: generator.normal([Self.topology.edgeCount, Self.operations.count]).asLeaf(),
      edges: generator.normal([Self.topology.edgeCount]).asLeaf(), computed: computed)
    return cell(plan, parts: parts, engine, in: store)(
      sources(plan, generator), mixing: mixing, mode: .training)
  }

  /// Output and gradients of a cell with given weights of operations and edges.
  private func results(
    _ plan: CellPlan, parts: Int, _ engine: Engine, mixing: (Tensor, Tensor) -> CellMixing
  ) throws -> [String: Tensor] {
    let generator = Generator(seed: 2)
    let store = ParameterStore(device: .cpu, generator: Generator(seed: 1))
    let cell = cell(plan, parts: parts, engine, in: store)
    let sources = sources(plan, generator)
    let weights = generator.normal([Self.topology.edgeCount, Self.operations.count]).asLeaf()
    let edges = generator.normal([Self.topology.edgeCount]).asLeaf()
    let output = cell(sources, mixing: mixing(weights, edges), mode: .batchStatistics)
    let parameters = store.parameters(role: .weight)
    let gradients = output.gradients(
      withRespectTo: sources + [weights, edges] + parameters.map(\.tensor),
      cotangent: generator.normal(output.shape))
    let names = ["source 0", "source 1", "weights", "edges"] + parameters.map(\.name)
    return Dictionary(uniqueKeysWithValues: zip(names, gradients))
      .merging(["output": output.detached()]) { $1 }
  }

  private func cell(
    _ plan: CellPlan, parts: Int, _ engine: Engine, in store: ParameterStore
  ) -> SupernetCell {
    SupernetCell(
      plan, operations: Self.operations, channelParts: parts,
      computation: Computation(engine: engine), in: store.root)
  }

  private func sources(_ plan: CellPlan, _ generator: Generator) -> [Tensor] {
    plan.sourceShapes.map {
      generator.normal([4, $0.channels, $0.height, $0.width]).asLeaf()
    }
  }

  /// The network of the fixture, with its state, alpha and beta.
  private struct GoldenNetwork {
    let store: ParameterStore
    private let supernet: Supernet
    private var architecture: [String: Tensor] = [:]

    init(_ golden: Fixture, engine: Engine) throws {
      let network = PartialCellTests.network(side: try golden["input"].size(2))
      store = ParameterStore(device: .underTest, generator: Generator(seed: 1))
      supernet = Supernet(
        network, channelParts: PartialCellTests.parts, computation: Computation(engine: engine),
        in: store.root)
      for kind in [CellKind.normal, .reduction] {
        for name in ["alpha.\(kind)", "beta.\(kind)"] {
          architecture[name] = try golden["param.\(name)"].asLeaf()
        }
      }
      let names = store.parameters.map(\.name) + architecture.keys
      #expect(names.sorted() == golden.state.keys.sorted())
      try store.load(golden.state)
    }

    /// Weights, alpha and beta.
    var trained: [String: Tensor] {
      Dictionary(
        uniqueKeysWithValues: store.parameters(role: .weight).map { ($0.name, $0.tensor) }
      ).merging(architecture) { $1 }
    }

    func logits(_ images: Tensor, mode: Mode) -> Tensor {
      supernet(images, mixing: supernet.network.plan.compactMap { mixing(of: $0) }, mode: mode)
    }

    private func mixing(of plan: CellPlan) -> CellMixing? {
      guard let alpha = architecture["alpha.\(plan.kind)"],
        let beta = architecture["beta.\(plan.kind)"]
      else { return nil }
      let edges = plan.topology.intermediates.map { node in
        beta.sliced(plan.topology.edgeIndices(into: node)).softmax()
      }
      return CellMixing(
        operations: alpha.softmax(), edges: .concatenated(edges, dimension: 0))
    }
  }
}
