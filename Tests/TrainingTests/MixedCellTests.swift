import Architectures
import TestSupport
import Testing
import Torch

@testable import Training

/// The nodes of a cell, each the weighted sum of operations on what comes before it.
struct MixedCellTests {
  private let store = ParameterStore(device: .cpu, generator: Generator(seed: 1))
  private let generator = Generator(seed: 2)
  private let topology = CellTopology()

  @Test(arguments: Engine.allCases)
  func nodesAreWeightedSums(engine: Engine) {
    let (first, second) = (image(), image())
    // Node 3 reads node 2; node 4 reads nothing, and node 5 reads that.
    let terms = [
      term(nil, 0, 2, 0), term(.identity, 0, 2, 1), term(.identity, 1, 2, 2),
      term(.identity, 2, 3, 3), term(.identity, 4, 5, 1), term(.identity, 0, 5, 4),
    ]
    let output = cell(terms, nodes: 4, Computation(engine: engine))(
      [first, second], weights: Tensor([Float(9), 2, -3, 0.5, 1], shape: [5]), mode: .training)
    let sum = first * 2 + second * -3
    expectClose(
      output, .concatenated([sum, sum * 0.5, first.zerosLike(), first], dimension: 1),
      tolerance: 1e-6)
  }

  @Test func anInputThatNothingReadsMayBeMissing() {
    let second = image()
    for engine in Engine.allCases {
      let output = cell([term(.identity, 1, 2, 0)], nodes: 1, Computation(engine: engine))(
        [nil, second], weights: .ones([1]), mode: .training)
      expectClose(output, second, tolerance: 1e-6)
    }
  }

  /// The first term reads a node that nothing leads to, so that no input is known when its path may drop.
  @Test(arguments: Engine.allCases)
  func pathsFromNodesWithoutInputsMayDrop(engine: Engine) {
    let first = image()
    let output = cell(
      [term(.identity, 2, 3, 0), term(.identity, 0, 4, 1)], nodes: 3, Computation(engine: engine))(
        [first, nil], weights: .ones([2]), mode: .training,
        dropPath: DropPath(probability: 0.5, generator: Generator(seed: 3)))
    let zeros = first.zerosLike()
    expectClose(output, .concatenated([zeros, zeros, first], dimension: 1), tolerance: 1e-6)
  }

  @Test(arguments: [Mode.training, .batchStatistics, .evaluation], [1, 2])
  func enginesAgree(mode: Mode, stride: Int) throws {
    let compared = try results(mode: mode, stride: stride, dropPath: nil)
    // Means of what nearly cancels are among the statistics.
    expectClose(compared.fused, compared.reference, tolerance: 2e-4)
  }

  @Test(arguments: [1, 2])
  func enginesDropTheSamePaths(stride: Int) throws {
    let compared = try results(mode: .training, stride: stride, dropPath: 0.4)
    expectClose(compared.fused, compared.reference)
  }

  /// 8 bits of precision in what is kept: single small gradients may be far off, as ReLUs between close values open for
  /// one and not for the other, but not all of them together.
  @Test(arguments: [1, 2])
  func bfloat16Rounds(stride: Int) throws {
    let compared = try results(mode: .training, stride: stride, dropPath: nil, precision: .bf16)
    let output = try compared.difference { $0 == "output" }
    #expect((1e-5..<1e-2).contains(output))
    let statistics = try compared.difference { $0.hasSuffix("running_var") }
    #expect(statistics < 1e-2)
    let gradients = try compared.difference { $0.hasPrefix("gradient of") }
    #expect(gradients < 7e-2)
    let inputs = try compared.difference { $0.hasPrefix("input") }
    #expect(inputs < 7e-2)
    let weights = try compared.difference { $0 == "weights" }
    #expect(weights < 5e-2)
  }

  /// Without gradients, running statistics let a batch be computed in slices.
  @Test func manyImagesWithoutGradientsAreTheSame() throws {
    let cell = fullCell(channels: 4, stride: 1, Computation())
    let inputs = (0..<2).map { _ in generator.normal([70, 4, 5, 5]) }
    let weights = generator.normal([topology.edgeCount * Operation.hmNAS.count])
    let kept = cell(inputs.map { $0.asLeaf() }, weights: weights, mode: .evaluation)
    let sliced = withoutGradient { cell(inputs, weights: weights, mode: .evaluation) }
    try expectIdentical(["output": sliced], ["output": kept.detached()])
  }

  /// 55 MB of intermediate results of 16 or 32 images are written past the caches, those of one image are not.
  @Test(arguments: [Precision.float32, .bf16])
  func pastTheCachesIsTheSame(precision: Precision) throws {
    let images = precision == .float32 ? 16 : 32
    let cell = fullCell(channels: 16, stride: 1, Computation(precision: precision))
    let inputs = (0..<2).map { _ in generator.normal([images, 16, 24, 24]) }
    let weights = generator.normal([topology.edgeCount * Operation.hmNAS.count])
    func output(_ range: Range<Int>) -> Tensor {
      withoutGradient {
        cell(inputs.map { $0.sliced(range) }, weights: weights, mode: .evaluation)
      }
    }
    let single = (0..<images).map { output($0..<$0 + 1) }
    try expectIdentical(
      ["output": output(0..<images)], ["output": .concatenated(single, dimension: 0)])
  }

  /// Behind a ReLU most windows have several largest pixels.
  @Test(arguments: [1, 2])
  func equalMaximaGoToTheFirst(stride: Int) {
    let image = image().relu()
    let cotangent = generator.normal([4, 6, 7 / stride + stride - 1, 7 / stride + stride - 1])
    func gradient(_ engine: Engine) -> Tensor {
      let pool = Operation.maxPool3x3.layer(
        ImageShape(channels: 6, height: 7, width: 7), stride: stride,
        in: ParameterStore(device: .cpu, generator: generator).root)
      let input = image.asLeaf()
      let output = cell([term(pool, 0, 2, 0)], nodes: 1, Computation(engine: engine))(
        [input, nil], weights: .ones([1]), mode: .training)
      return output.gradients(withRespectTo: [input], cotangent: cotangent)[0]
    }
    expectClose(gradient(.fused), gradient(.reference), tolerance: 1e-5)
  }

  /// A 3×3 convolution with sigmoid, which no kernel of ours computes, from inputs and between nodes.
  @Test(arguments: Engine.allCases)
  func operationsWithoutKernelsStandOnEveryEdge(engine: Engine) throws {
    let gate = Architectures.Operation("gate", chip: .init("gate", colour: "#000")) {
      builder, input, site in
      let channels = input.shape.channels
      return builder.sigmoid(
        builder.convolution(
          input, name: "conv", channels: channels, kernelSize: 3, stride: site.stride, padding: 1))
    }
    let shape = ImageShape(channels: 6, height: 7, width: 7)
    let first = try #require(gate.layer(shape, stride: 1, in: store.root / "first"))
    let second = try #require(gate.layer(shape, stride: 1, in: store.root / "second"))
    let input = image()
    let output = cell(
      [term(first, 0, 2, 0), term(second, 2, 3, 1)], nodes: 2, Computation(engine: engine))(
        [input, nil], weights: Tensor([Float(2), 3], shape: [2]), mode: .training)
    func gated(_ input: Tensor, _ name: String) throws -> Tensor {
      let weight = try #require(store["\(name).conv.weight"]).tensor
      return input.convolved(with: weight, padding: 1).sigmoid()
    }
    let one = try gated(input, "first") * 2
    expectClose(output, .concatenated([one, try gated(one, "second") * 3], dimension: 1))
  }

  @Test func onlyTheCPUFuses() {
    #expect(Computation().fuses(on: .cpu))
    #expect(!Computation().fuses(on: .cuda))
    #expect(!Computation(engine: .reference).fuses(on: .cpu))
  }

  @Test func onlyFusedCellsHavePrecision() throws {
    try Computation(precision: .bf16).validate(on: .cpu)
    try Computation(engine: .reference).validate(on: .cuda)
    for (engine, device) in [(Engine.reference, Device.cpu), (.fused, .cuda)] {
      #expect {
        try Computation(engine: engine, precision: .bf16).validate(on: device)
      } throws: {
        "\($0)".contains("precision is bf16 with engine \(engine.rawValue) on \(device.rawValue)")
      }
    }
  }

  private struct Compared {
    let fused, reference: [String: Tensor]

    /// Root of the mean square over all tensors of those names, relative to the reference's.
    func difference(_ isMeant: (String) -> Bool) throws -> Double {
      var (error, size) = (0.0, 0.0)
      for (name, tensor) in reference where isMeant(name) {
        let (one, other): ([Double], [Double]) = (
          try #require(fused[name]).elements(), tensor.elements()
        )
        error += zip(one, other).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        size += other.reduce(0) { $0 + $1 * $1 }
      }
      return (error / size).squareRoot()
    }
  }

  /// Output, gradients and running statistics of a whole cell by both engines.
  private func results(
    mode: Mode, stride: Int, dropPath: Double?, precision: Precision = .float32
  ) throws -> Compared {
    let inputs = [image().asLeaf(), image().asLeaf()]
    let weights = generator.normal([topology.edgeCount * Operation.hmNAS.count]).asLeaf()
    let cotangent = generator.normal([4, 4 * 6, 7 / stride + stride - 1, 7 / stride + stride - 1])
    var before: [String: Tensor]?
    func results(_ computation: Computation) throws -> [String: Tensor] {
      let store = ParameterStore(device: .cpu, generator: Generator(seed: 1))
      let cell = fullCell(channels: 6, stride: stride, computation, in: store)
      if before == nil { before = snapshot(store.state) }
      try store.load(before ?? [:])
      let output = cell(
        inputs, weights: weights, mode: mode,
        dropPath: dropPath.map { DropPath(probability: $0, generator: Generator(seed: 5)) })
      let parameters = store.parameters(role: .weight)
      let gradients = output.gradients(
        withRespectTo: inputs + [weights] + parameters.map(\.tensor), cotangent: cotangent)
      let names = ["input 0", "input 1", "weights"] + parameters.map { "gradient of \($0.name)" }
      return snapshot(store.state)
        .merging(zip(names, gradients)) { $1 }.merging(["output": output.detached()]) { $1 }
    }
    return Compared(
      fused: try results(Computation(precision: precision)),
      reference: try results(Computation(engine: .reference)))
  }

  private func fullCell(
    channels: Int, stride: Int, _ computation: Computation, in store: ParameterStore? = nil
  ) -> MixedCell {
    let scope = (store ?? self.store).root
    let terms = topology.edges.enumerated().flatMap { index, edge in
      Operation.hmNAS.enumerated().map { position, operation in
        let stride = edge.source < 2 ? stride : 1
        let side = edge.source < 2 || stride == 1 ? 7 : 4
        return term(
          operation.layer(
            ImageShape(channels: channels, height: side, width: side), stride: stride,
            computation: computation, in: scope / index / operation.name),
          edge.source, edge.target, index * Operation.hmNAS.count + position)
      }
    }
    return cell(terms, nodes: topology.intermediateNodes, computation)
  }

  private func image() -> Tensor { generator.normal([4, 6, 7, 7]).contiguous(.channelsLast) }

  private func term(
    _ operation: CellOperation?, _ source: Int, _ target: Int, _ weight: Int
  ) -> MixedCell.Term {
    MixedCell.Term(operation: operation, source: source, target: target, weight: weight)
  }

  private func cell(
    _ terms: [MixedCell.Term], nodes: Int, _ computation: Computation
  ) -> MixedCell {
    MixedCell(
      terms, topology: CellTopology(intermediateNodes: nodes),
      nodeShape: ImageShape(channels: 6, height: 7, width: 7),
      computation: computation)
  }
}
