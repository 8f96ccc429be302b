import Architectures
import Testing

@Suite struct PlanTests {
  @Test(
    arguments: [
      (1, [0]), (2, [0, 1]), (3, [1, 2]), (5, [1, 3]), (8, [2, 5]), (20, [6, 13]),
    ]
  )
  func cellsReduceAtAThirdAndTwoThirds(cells: Int, reductions: [Int]) {
    let plan = CellNetwork(cells: cells).plan
    #expect(plan.map(\.index) == Array(0..<cells))
    #expect(plan.filter { $0.kind == .reduction }.map(\.index) == reductions)
  }

  @Test func channelsAndSizesFollowTheCells() {
    // Worked out by hand for HM-NAS on CIFAR-10.
    let network = CellNetwork()
    let plan = network.plan
    #expect(network.stemShape == ImageShape(channels: 108, height: 32, width: 32))
    #expect(plan.map(\.kind) == [.normal, .reduction, .reduction])
    #expect(plan.map(\.channels) == [36, 72, 144])
    #expect(plan.map { $0.sourceShapes[0].channels } == [108, 108, 144])
    #expect(plan.map { $0.sourceShapes[1].channels } == [108, 144, 288])
    #expect(plan.map(\.previousReduced) == [false, false, true])
    #expect(plan.map(\.inputShape.height) == [32, 32, 16])
    #expect(plan.map(\.outputShape.height) == [32, 16, 8])
    #expect(plan.map(\.outputChannels) == [144, 288, 576])
    #expect(network.featureChannels == 576)
  }

  /// A stem of 16 channels and three stages of 16, 32 and 64, each of which halves the image.
  @Test func aChainReadsWhatIsBeforeItAsItIs() {
    let network = CellNetwork(
      image: ImageShape(channels: 1, height: 28, width: 28), channels: 16, cells: 3,
      stemMultiplier: 1, operations: Operation.chain, topology: .chain(nodes: 2), frame: .chain,
      reductionPositions: [0, 1, 2], headChannels: 128)
    let plan = network.plan
    #expect(plan.map(\.channels) == [16, 32, 64])
    #expect(plan.map(\.inputShape.channels) == [16, 16, 32])
    #expect(plan.map(\.inputShape.height) == [28, 14, 7])
    #expect(plan.map(\.outputShape.height) == [14, 7, 4])
    #expect(plan.map(\.outputChannels) == [16, 32, 64])
    #expect(network.featureChannels == 128)
    #expect(plan.allSatisfy { $0.preprocessingCost(ofInput: 0) == .zero })
    // Into the second stage, by hand: expansion at 14x14, depthwise 5x5 and projection at 7x7.
    let cost = plan[1].cost(of: .invertedResidual5x5e6, on: Edge(source: 0, target: 1))
    #expect(cost.parameters == 16 * 96 + 25 * 96 + 96 * 32)
    #expect(cost.multiplyAdds == 16 * 96 * 196 + (25 * 96 + 96 * 32) * 49)
    // Max pooling keeps the channels; a 1x1 convolution doubles them.
    let pool = plan[1].cost(of: .maxPool3x3, on: Edge(source: 0, target: 1))
    #expect(pool == Cost(parameters: 16 * 32, multiplyAdds: 16 * 32 * 49))
    #expect(plan[1].cost(of: .maxPool3x3, on: Edge(source: 1, target: 2)) == .zero)
    #expect(
      network.supernetCost()["head"]
        == Cost(
          parameters: 64 * 128 + 2 * 128, multiplyAdds: 64 * 128 * 16))
  }

  @Test func oddSizesRoundUp() {
    let image = ImageShape(channels: 3, height: 7, width: 13)
    let plan = CellNetwork(image: image, channels: 8, cells: 4).plan
    #expect(plan.map(\.outputShape.height) == [7, 4, 2, 2])
    #expect(plan.map(\.outputShape.width) == [13, 7, 4, 4])
    // The factorised reduction of input 0 has to meet the size of input 1.
    for cell in plan where cell.previousReduced {
      #expect(cell.sourceShapes[0].strided(by: 2).height == cell.previousShape.height)
      #expect(cell.sourceShapes[0].strided(by: 2).width == cell.previousShape.width)
    }
  }

  @Test func theStemMayHalveTheImage() {
    let image = ImageShape(channels: 1, height: 7, width: 7)
    let network = CellNetwork(image: image, channels: 8, stemMultiplier: 2, stemStride: 2)
    #expect(network.stemShape == ImageShape(channels: 16, height: 4, width: 4))
    #expect(network.plan.map(\.outputShape.height) == [4, 2, 1])
  }

  /// 224 -> 112 -> 56 -> 28, as DARTS reduces large images.
  @Test func aChainedStemHalvesTheImageSeveralTimes() throws {
    let image = ImageShape(channels: 3, height: 224, width: 224)
    let network = CellNetwork(image: image, channels: 4, stemStride: 8, stem: .chain)
    #expect(network.stemShape == ImageShape(channels: 12, height: 28, width: 28))
    let cost = network.stemGraph().cost
    // 3x3 kernels from 3 to 6, from 6 to 6 and from 6 to 12 channels, and a scale and a shift for each channel.
    #expect(cost.parameters == 9 * (3 * 6 + 6 * 6 + 6 * 12) + 2 * (6 + 6 + 12))
    #expect(
      cost.multiplyAdds == 9 * (3 * 6 * 112 * 112 + 6 * 6 * 56 * 56 + 6 * 12 * 28 * 28))
    let odd = CellNetwork(
      image: ImageShape(channels: 1, height: 37, width: 5), stemStride: 4, stem: .chain)
    #expect((odd.stemShape.height, odd.stemShape.width) == (10, 2))
    #expect(odd.trainingMemory(batchSize: 1, model: .reference) > 0)
  }

  @Test func onlyEdgesFromTheInputsOfAReductionStride() {
    let plan = CellNetwork().plan
    let strides = CellTopology(intermediateNodes: 2).edges.map { plan[1].stride(of: $0) }
    #expect(strides == [2, 2, 2, 2, 1])
    #expect(plan[0].stride(of: Edge(source: 0, target: 2)) == 1)
  }
}
