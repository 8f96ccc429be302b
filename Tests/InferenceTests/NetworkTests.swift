import Architectures
import Inference
import Testing

/// Networks of every space: the fused execution against the plain one, and the number of threads.
struct NetworkTests {
  static let skeletons = [
    CellNetwork(
      image: ImageShape(1, 28, 28), channels: 4, cells: 3, stemMultiplier: 2, stemStride: 2),
    CellNetwork(
      image: ImageShape(3, 33, 31), classes: 7, channels: 3, cells: 2, stemStride: 2,
      operations: Operation.darts, topology: CellTopology(intermediateNodes: 3)),
    CellNetwork(image: ImageShape(3, 11, 13), classes: 3, channels: 8, cells: 4),
    CellNetwork(image: ImageShape(2, 1, 1), channels: 4, cells: 3),
    CellNetwork(
      image: ImageShape(3, 41, 50), channels: 4, cells: 3, stemStride: 4, stem: .chain),
    CellNetwork(
      image: ImageShape(3, 9, 14), channels: 4, cells: 4,
      operations: [.skipConnect, .convolution1x1, .convolution3x3, .plainMaxPool3x3],
      topology: CellTopology(inputs: 1, intermediateNodes: 3, outputs: [1, 3]),
      hasNormalizationWeights: true),
    CellNetwork(
      image: ImageShape(3, 15, 12), channels: 4, cells: 3, stemMultiplier: 1,
      operations: Operation.chain, topology: .chain(nodes: 2), frame: .chain,
      reductionPositions: [0, 2], headChannels: 7, hasNormalizationWeights: true),
  ]

  @Test(arguments: 0..<7, 0..<3)
  func maskedNetworks(skeleton: Int, seed: UInt64) throws {
    // A layer halves its channels where the image shrinks, so they have to be even there.
    let network = Self.skeletons[skeleton]
    let graph = MaskedCellNetwork.random(of: network, seed: seed).graph()
    try expectAgreement(graph, seed: seed)
  }

  @Test(arguments: [ImageShape(3, 8, 8), ImageShape(1, 7, 9)])
  func inputsOfADWP(image: ImageShape) throws {
    try expectAgreement(ADWPNetwork.mixed.plan(image: image, classes: 10).graph(), seed: 1)
  }

  @Test(arguments: ["02012100", "10000000", "21110022"])
  func benchmarkNetworks(code: String) throws {
    let network = try NASBenchMacroNetwork(code: code)
    try expectAgreement(
      network.plan(image: ImageShape(3, 6, 5), classes: 10).graph(), seed: 2)
  }

  @Test(arguments: [
    "|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|avg_pool_3x3~1|none~2|",
    "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|",
  ])
  func networksOfNASBench201(code: String) throws {
    let network = try NASBench201Network(
      NASBench201Cell(code: code), channels: 4, cellsPerStage: 1)
    try expectAgreement(network.graph(image: ImageShape(3, 7, 10), classes: 10), seed: 3)
  }

  @Test(arguments: Genotype.Published.allCases)
  func publishedCells(published: Genotype.Published) throws {
    let network = try published.genotype.network(
      image: ImageShape(3, 9, 10), classes: 4, channels: 4, cells: 4)
    try expectAgreement(network.graph(), seed: 4)
  }

  /// An image has the same bytes in any batch and with any number of threads.
  @Test func threadsAndBatchesChangeNothing() throws {
    let network = CellNetwork(image: ImageShape(3, 9, 8), channels: 4, cells: 3)
    let graphs = [
      MaskedCellNetwork.random(of: network, seed: 9).graph(),
      ADWPNetwork.mixed.plan(image: ImageShape(1, 5, 5), classes: 10).graph(),
    ]
    for graph in graphs {
      let weighted = try graph.weighted(seed: 7)
      let images = graph.randomInputs(count: 7, seed: 8)[0]
      let size = images.count / 7
      let executors = try [1, 2, 4].map { try GraphExecutor(weighted, threads: $0) }
      let single = try (0..<7).flatMap { image in
        let one = Array(images[image * size..<(image + 1) * size])
        return try executors[0].outputs([one], count: 1)[0]
      }
      for executor in executors {
        for count in [1, 3, 7] {
          let batch = Array(images.prefix(count * size))
          let outputs = try executor.outputs([batch], count: count)[0]
          #expect(outputs.map(\.bitPattern) == single.prefix(count * 10).map(\.bitPattern))
        }
      }
      let plain = try GraphExecutor(weighted, mode: .plain, threads: 3).outputs([images], count: 7)
      expectClose(single, plain[0])
    }
  }

  @Test func executionsAtTheSameTimeDoNotMeet() async throws {
    let graph = ADWPNetwork.mixed.plan(image: ImageShape(1, 3, 3), classes: 4).graph()
    let executor = try GraphExecutor(graph.weighted(seed: 1), threads: 2)
    let batches = (0..<4).map { graph.randomInputs(count: 2, seed: $0) }
    let alone = try batches.map { try executor.outputs($0, count: 2) }
    try await withThrowingTaskGroup(of: (Int, [[Float]]).self) { group in
      for index in 0..<12 {
        group.addTask { (index % 4, try executor.outputs(batches[index % 4], count: 2)) }
      }
      for try await (index, outputs) in group { #expect(outputs == alone[index]) }
    }
  }

  @Test func noImagesGiveNoOutputs() throws {
    let graph = ADWPNetwork.mixed.plan(image: ImageShape(1, 3, 3), classes: 4).graph()
    #expect(try GraphExecutor(graph.weighted(seed: 1)).outputs([[]], count: 0) == [[]])
  }
}
