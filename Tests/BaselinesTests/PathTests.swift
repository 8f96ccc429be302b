import Architectures
import Datasets
import Search
import TestSupport
import Testing
import Torch
import Training

@testable import Baselines

/// A path in the supernet, in texts, and in the network that is built of it.
struct PathTests {
  private static let image = ImageShape(channels: 3, height: 12, width: 12)
  private static let classes = 3
  private static let dataset = DatasetDescription(
    name: "few", title: "few", imageShape: image, classNames: ["a", "b", "c"],
    normalization: Normalization(
      mean: [0, 0, 0], standardDeviation: [1, 1, 1], source: "none"),
    counts: .init(training: 72, test: 20))

  private let images = Generator(seed: 5).normal([8, 3, 12, 12]).to(.underTest)

  /// A supernet and networks of the same cells and channels.
  private func cells(
    _ space: GenotypeSpace, _ operations: [Architectures.Operation] = [.skipConnect], cells: Int,
    nodes: Int = 2
  ) throws -> any CellsToFind {
    var options = CellsOptions()
    options.space = space
    options.network.operations = try #require(CandidateOperations(operations))
    (options.network.channels, options.final.channels) = (4, 4)
    (options.network.cells, options.final.cells) = (cells, cells)
    options.network.nodes = nodes
    let found = options.cellsToFind(for: Self.dataset)
    try found.check()
    return found
  }

  private func kindOfCell(_ cells: any CellsToFind) -> [Int] {
    cells.skeleton.plan.compactMap { cells.kinds.firstIndex(of: $0.kind) }
  }

  /// Expects paths to give the same logits in the supernet and, with its weights, in what is built of them.
  ///
  /// - Parameters:
  ///   - cells: The space.
  ///   - name: What the built network calls a tensor of the supernet.
  /// - Throws: Where a network cannot be built or misses a weight.
  private func expectSameLogits(
    _ cells: any CellsToFind, _ name: (String) -> String = { $0 }
  ) throws {
    let supernetStore = ParameterStore(device: .underTest, generator: Generator(seed: 1))
    let supernet = Supernet(cells.skeleton, in: supernetStore.root)
    let shared = Dictionary(
      uniqueKeysWithValues: supernetStore.state.map { (name($0.key), $0.value) })
    var generator = SplitMix64(seed: 3)
    var all: [[Float]] = []
    for number in 0..<4 {
      let path = cells.paths.random(using: &generator)
      let mixing = path.mixing(kindOfCell(cells), device: .underTest)
      let expected = withoutGradient { supernet(images, mixing: mixing, mode: .batchStatistics) }

      let store = ParameterStore(device: .underTest, generator: Generator(seed: 2))
      let network = try cells.derive(path).architecture.classifier(
        image: Self.image, classes: Self.classes, computation: Computation(), in: store.root)
      // Normalisations have a scale and a shift that the supernet's have not, as they start.
      for parameter in store.parameters(role: .weight) where shared[parameter.name] == nil {
        let start: Float = parameter.name.hasSuffix(".weight") ? 1 : 0
        #expect(
          parameter.tensor.detached().elements(as: Float.self).allSatisfy { $0 == start },
          "\(parameter.name) is not the supernet's")
      }
      try store.load(store.state.merging(shared) { $1 })
      let logits = withoutGradient {
        network(images, mode: .batchStatistics, dropPath: nil).logits
      }
      expectClose(logits, expected, tolerance: 1e-4, "logits of path \(number)")
      all.append(expected.elements(as: Float.self))
    }
    #expect(Set(all).count == 4)
  }

  /// Without pools: in the supernet they are normalised, and in what the DARTS code trains they are not.
  @Test func aPathOfDARTSIsTheNetworkOfItsGenotype() throws {
    try expectSameLogits(
      cells(
        .cells, [.skipConnect, .separableConvolution3x3, .dilatedConvolution5x5], cells: 4,
        nodes: 3))
  }

  /// The benchmark counts the residual blocks before its stages as cells.
  @Test func aPathOfNASBench201IsTheNetworkOfItsCell() throws {
    try expectSameLogits(cells(.nasBench201, cells: 6)) { name in
      var parts = name.split(separator: ".").map(String.init)
      guard parts[0] == "cells", let cell = Int(parts[1]) else { return name }
      let isBlock = parts[2] == "preprocess0"
      parts[1] = "\(cell + cell / 2 - (isBlock ? 1 : 0))"
      if isBlock { parts.remove(at: 2) }
      return parts.joined(separator: ".")
    }
  }

  @Test func spacesHaveThePathsOfTheirSupernets() throws {
    let operations = [Architectures.Operation.skipConnect, .maxPool3x3, .separableConvolution3x3]
    let darts = try cells(.cells, operations, cells: 8, nodes: 3)
    #expect(darts.kinds == [.normal, .reduction])
    #expect(darts.paths == PathSpace(kinds: 2, edges: [2, 3, 4], operations: 4, kept: 2))
    let benchmark = try cells(.nasBench201, operations, cells: 3)
    #expect(benchmark.kinds == [.normal])
    #expect(benchmark.paths == PathSpace(kinds: 1, edges: [1, 2, 3], operations: 5, kept: nil))
  }

  @Test func theGenotypeHasTheEdgesAndOperationsOfThePath() throws {
    let cells = try cells(
      .cells, [.maxPool3x3, .averagePool3x3, .skipConnect, .separableConvolution3x3], cells: 3,
      nodes: 4)
    let (topology, names) = (cells.skeleton.topology, cells.skeleton.operations.map(\.name))
    var generator = SplitMix64(seed: 11)
    for _ in 0..<20 {
      let path = cells.paths.random(using: &generator)
      let found = try cells.derive(path)
      let genotype = try Genotype(found.text)
      for (kind, cell) in zip(path.kinds, [genotype.normal, genotype.reduction]) {
        let steps = topology.edges.indices.filter { kind[$0] != 0 }.map {
          Genotype.Step(names[kind[$0]], topology.edges[$0].source)
        }
        #expect(cell.steps == steps)
        #expect(steps.count == 2 * 4)
      }
      let network = try #require(found.architecture.network as? MaskedCellNetwork)
      #expect(try Genotype(network) == genotype)
    }
  }

  @Test func theCellHasTheOperationsOfThePath() throws {
    let cells = try cells(.nasBench201, cells: 3)
    var generator = SplitMix64(seed: 11)
    for _ in 0..<20 {
      let path = cells.paths.random(using: &generator)
      let expected = NASBench201Cell(path.kinds[0].map { Architectures.Operation.nasBench201[$0] })
      let found = try cells.derive(path)
      #expect(found.text == expected.code)
      let network = try #require(found.architecture.network as? NASBench201Network)
      #expect(network == (try NASBench201Network(expected, channels: 4, cellsPerStage: 1)))
    }
  }

  /// What reaches the classifier says nothing of the image; it is measured and trained all the same.
  @Test func aPathThatComputesNothingHasALoss() throws {
    let cells = try cells(.nasBench201, cells: 3)
    let store = ParameterStore(device: .underTest, generator: Generator(seed: 1))
    let supernet = Supernet(cells.skeleton, in: store.root)
    let path = CellPath(space: cells.paths, kinds: [[0, 0, 0, 0, 0, 0]])
    let mixing = path.mixing(kindOfCell(cells), device: .underTest)
    let evaluation = try Evaluation(
      on: ImageSet.synthetic(count: 9, channels: 3, side: 12).onDevice, indices: Array(0..<9)
    ) { supernet($0, mixing: mixing, mode: .batchStatistics) }
    #expect(evaluation.loss.isFinite && evaluation.loss > 0)
    // Three images of each class, which all look the same.
    #expect(abs(evaluation.accuracy - 1.0 / 3) < 1e-6)
    let logits = supernet(images, mixing: mixing, mode: .training)
    let labels = Tensor((0..<8).map { Int64($0 % 3) }, shape: [8]).to(.underTest)
    let weights = store.parameters(role: .weight)
    let gradients = logits.crossEntropy(with: labels).gradients(
      withRespectTo: weights.map(\.tensor))
    for (weight, gradient) in zip(weights, gradients) {
      let values = gradient.elements(as: Float.self)
      #expect(values.allSatisfy { $0.isFinite }, "\(weight.name)")
      let isUsed = weight.name == "classifier.bias"
      #expect(!isUsed || values.contains { $0 != 0 })
    }
  }
}
