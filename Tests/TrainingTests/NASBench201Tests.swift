import TestSupport
import Testing
import Torch

@testable import Architectures
@testable import Training

/// Cells of NAS-Bench-201: one input that is read as it is, and the last node alone as the output.
struct NASBench201Tests {
  private let store = ParameterStore(device: .cpu, generator: Generator(seed: 1))
  private let generator = Generator(seed: 2)
  private static let shape = ImageShape(channels: 6, height: 7, width: 5)

  private func cell(
    _ operations: [Operation], _ engine: Engine, in store: ParameterStore
  ) -> SupernetCell {
    SupernetCell(
      CellPlan(
        index: 0, shape: Self.shape, topology: .nasBench201, hasNormalizationWeights: false),
      operations: operations, computation: Computation(engine: engine), in: store.root)
  }

  private func image() -> Tensor { generator.normal([4, 6, 7, 5]).contiguous(.channelsLast) }

  /// What the operations of an edge add up to, written out.
  private func edge(_ index: Int, _ input: Tensor, _ weights: [Tensor]) throws -> Tensor {
    func weight(_ name: String) throws -> Tensor {
      try #require(store["edges.\(index).\(name).conv.weight"]).tensor
    }
    func normalized(_ output: Tensor) -> Tensor {
      let scratch = ParameterStore(device: .cpu, generator: Generator(seed: 0))
      return BatchNorm2d(6, affine: false, in: scratch.root)(output, mode: .training)
    }
    let positive = input.relu()
    let one = normalized(positive.convolved(with: try weight("nor_conv_1x1")))
    let three = normalized(positive.convolved(with: try weight("nor_conv_3x3"), padding: 1))
    // The mean of what lies within the image: sums over windows by the numbers of their pixels.
    let ones = Tensor.ones([1, 1, 3, 3])
    let channels = input.reshaped([4 * 6, 1, 7, 5])
    let pixels = Tensor.ones([1, 1, 7, 5]).convolved(with: ones, padding: 1)
    let pool = (channels.convolved(with: ones, padding: 1) / pixels).reshaped([4, 6, 7, 5])
    // `none` has the first weight.
    return input * weights[1] + one * weights[2] + three * weights[3] + pool * weights[4]
  }

  @Test(arguments: Engine.allCases)
  func aSupernetCellIsTheSumWrittenOut(engine: Engine) throws {
    let cell = cell(Operation.nasBench201, engine, in: store)
    let input = image().asLeaf()
    let operations = generator.normal([6, 5]).asLeaf()
    let edges = generator.normal([6]).asLeaf()
    let output = cell(
      [input], mixing: CellMixing(operations: operations, edges: edges), mode: .training)

    let weights = (operations * edges.reshaped([-1, 1])).reshaped([-1]).unbound(into: 30)
    func on(_ index: Int, _ source: Tensor) throws -> Tensor {
      try edge(index, source, Array(weights[5 * index..<5 * index + 5]))
    }
    let first = try on(0, input)
    let second = try on(1, input) + on(2, first)
    let third = try on(3, input) + on(4, first) + on(5, second)
    #expect(output.shape == [4, 6, 7, 5])
    expectClose(output, third, "output")

    let leaves = [input, operations, edges] + store.tensors(role: .weight)
    let names = ["input", "operations", "edges"] + store.parameters(role: .weight).map(\.name)
    #expect(names.count == 3 + 12)
    let cotangent = generator.normal([4, 6, 7, 5])
    func gradients(_ output: Tensor) -> [String: Tensor] {
      Dictionary(
        uniqueKeysWithValues: zip(
          names, output.gradients(withRespectTo: leaves, cotangent: cotangent)))
    }
    expectClose(gradients(output), gradients(third), tolerance: 2e-4)
  }

  /// With candidates that our kernels compute, both engines give the last node and its gradients.
  @Test func enginesAgreeOnOneOutput() throws {
    let candidates = [Operation.skipConnect, .separableConvolution3x3, .maxPool3x3]
    let input = image().asLeaf()
    let operations = generator.normal([6, 3]).asLeaf()
    let cotangent = generator.normal([4, 6, 7, 5])
    func results(_ engine: Engine) -> [String: Tensor] {
      let store = ParameterStore(device: .cpu, generator: Generator(seed: 3))
      let output = cell(candidates, engine, in: store)(
        [input], mixing: CellMixing(operations: operations, edges: .ones([6])), mode: .training)
      let weights = store.parameters(role: .weight)
      let gradients = output.gradients(
        withRespectTo: [input, operations] + weights.map(\.tensor), cotangent: cotangent)
      return Dictionary(
        uniqueKeysWithValues: zip(["input", "operations"] + weights.map(\.name), gradients)
      ).merging(["output": output.detached()]) { $1 }
    }
    expectClose(results(.fused), results(.reference), tolerance: 2e-4)
  }

  /// One-hot weights leave the cell that the network's graph has, but for the weights of its normalisations.
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func aSampledSupernetCellIsTheCellOfTheGraph(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let chosen = (0..<6).map { _ in random.index(below: 5) }
    let cell = cell(Operation.nasBench201, .reference, in: store)
    let hot = Tensor(
      chosen.flatMap { choice in (0..<5).map { Float($0 == choice ? 1 : 0) } }, shape: [6, 5])
    let input = image()
    let output = cell(
      [input], mixing: CellMixing(operations: hot, edges: .ones([6])), mode: .batchStatistics)

    let plan = CellPlan(
      index: 0, shape: Self.shape, topology: .nasBench201, hasNormalizationWeights: false)
    var builder = GraphBuilder(inputs: [Self.shape])
    let terms = Dictionary(
      uniqueKeysWithValues: zip(
        plan.topology.edges, chosen.map { Operation.nasBench201[$0] }))
    let value = builder.cell(plan, [builder.input(0)]) { [(terms[$0] ?? .none, nil)] }
    let other = ParameterStore(device: .cpu, generator: Generator(seed: 3))
    let layer = GraphLayer(builder.graph(outputs: [value]), in: other.root)
    try other.load(
      Dictionary(uniqueKeysWithValues: store.state.map { ("cells.0.\($0.key)", $0.value) }))
    expectClose(layer([input], mode: .batchStatistics)[0], output, tolerance: 1e-5)
  }

  /// Trained by its graph, whatever the cell: one that nothing runs through as well.
  @Test(arguments: [
    "|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|avg_pool_3x3~1|nor_conv_1x1~2|",
    "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|",
  ])
  func networksAreTrained(code: String) throws {
    let network = Architecture(
      try NASBench201Network(NASBench201Cell(code: code), channels: 4, cellsPerStage: 1))
    let shape = ImageShape(channels: 1, height: 9, width: 7)
    let classifier = network.classifier(
      image: shape, classes: 3, computation: Computation(), in: store.root)
    #expect(
      store.count(role: .weight) == network.cost(image: shape, classes: 3).parameters)
    let images = generator.normal([6, 1, 9, 7])
    let labels = Tensor((0..<6).map { Int64($0 % 3) }, shape: [6], device: .cpu)
    func loss() -> Tensor {
      classifier(images, mode: .training, dropPath: nil).logits.crossEntropy(with: labels)
    }
    var trainer = TrainerStep(
      store.tensors(role: .weight),
      optimizer: SGD(
        store.tensors(role: .weight), options: SGD.Options(momentum: 0.9, weightDecay: 0)),
      clip: 5, average: nil)
    let before = loss().item
    for number in 0..<12 {
      try trainer(
        on: MicroBatches(Batch(images: images, labels: labels), size: 0), number: number, rate: 0.1
      ) { _ in loss() }
    }
    // Behind a cell that gives zeros, the classifier's shifts alone can learn: nothing, of equal classes.
    #expect(code.contains("conv") ? loss().item < 0.7 * before : loss().item <= before + 1e-5)
  }

  /// Estimates follow what computes the cells.
  @Test func cellsWithoutKernelsKeepWhatLibtorchKeeps() {
    func model(_ network: CellNetwork, _ device: Device = .cpu) -> MemoryModel {
      Computation(precision: .bf16).memoryModel(of: network, on: device)
    }
    #expect(model(CellNetwork()) == .fused(elementBytes: 2))
    #expect(model(CellNetwork(operations: Operation.darts)) == .fused(elementBytes: 2))
    #expect(model(CellNetwork(), .cuda) == .reference)
    #expect(model(CellNetwork(operations: Operation.nasBench201)) == .reference)
    #expect(model(CellNetwork(hasNormalizationWeights: true)) == .reference)
    #expect(Computation(engine: .reference).memoryModel(of: CellNetwork(), on: .cpu) == .reference)
  }

  @Test func cellsWithoutKernelsAreInFloat32() throws {
    func check(_ network: CellNetwork) throws {
      let edges = [
        MaskedEdge(
          edge: Edge(source: 0, target: 2), importance: 1,
          operations: [WeightedOperation(operation: network.operations[0], importance: 1)])
      ]
      let masked = MaskedCellNetwork(
        network: network, cells: network.plan.map { MaskedCell(kind: $0.kind, edges: edges) })
      var recipe = FinalTrainingOptions()
      recipe.auxiliaryWeight = 0
      try Architecture(masked).check(
        recipe, precision: .bf16, image: network.image, classes: network.classes)
    }
    try check(CellNetwork())
    for network in [
      CellNetwork(operations: [.convolution3x3]), CellNetwork(hasNormalizationWeights: true),
    ] {
      let error = #expect(throws: ConfigurationError.self) { try check(network) }
      #expect(error?.description.contains("expected float32") == true)
    }
  }

  /// With one operation everywhere, a supernet of the benchmark's size has the published number of parameters.
  @Test(arguments: [(Operation.convolution3x3, 1_531_546), (.skipConnect, 73_306)])
  func theSupernetHasTheBenchmarksSkeleton(operation: Operation, parameters: Int) {
    let network = CellNetwork(
      channels: 16, cells: 15, stemMultiplier: 1, operations: [operation], topology: .nasBench201,
      frame: .residual, reductionPositions: [5, 10], hasNormalizationWeights: true)
    _ = Supernet(network, in: store.root)
    let count = store.tensors(role: .weight).reduce(0) { $0 + $1.shape.reduce(1, *) }
    #expect(count == parameters)
    // All cells are of a kind, so they share one set of architecture parameters.
    #expect(network.plan.allSatisfy { $0.kind == .normal })
    #expect(
      network.plan.map(\.channels) == [16, 32, 64].flatMap { Array(repeating: $0, count: 5) })
  }
}
