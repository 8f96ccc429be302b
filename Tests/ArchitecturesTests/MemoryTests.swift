import Architectures
import Testing

@Suite struct MemoryTests {
  static let models = [
    MemoryModel.reference, .fused(elementBytes: 4), .fused(elementBytes: 2),
  ]

  private func bytes(_ network: CellNetwork, _ batchSize: Int, _ model: MemoryModel) -> Double {
    Double(network.trainingMemory(batchSize: batchSize, model: model))
  }

  @Test(arguments: models) func growsLinearlyWithTheBatch(model: MemoryModel) {
    let network = CellNetwork(channels: 16)
    let step = bytes(network, 200, model) - bytes(network, 100, model)
    #expect(step > 0)
    #expect(abs(bytes(network, 500, model) - bytes(network, 400, model) - step) < 2)
    #expect(bytes(network, 100, model) > step)
  }

  @Test(arguments: models) func growsWithEverySize(model: MemoryModel) {
    let small = bytes(CellNetwork(channels: 16), 64, model)
    #expect(bytes(CellNetwork(channels: 32), 64, model) > 1.8 * small)
    #expect(bytes(CellNetwork(channels: 16, cells: 6), 64, model) > small)
    #expect(bytes(CellNetwork(channels: 16, stemStride: 2), 64, model) < 0.5 * small)
    let second = CellNetwork(channels: 16)
      .trainingMemory(batchSize: 64, model: model, isSecondOrder: true)
    #expect(Double(second) > small)
  }

  @Test func kernelsKeepLess() {
    let sizes = Self.models.map { bytes(CellNetwork(channels: 16), 64, $0) }
    #expect(sizes[0] > 2 * sizes[1])
    #expect(sizes[1] > 1.2 * sizes[2])
  }

  /// Counted by hand: one reducing cell of one node and 4 channels, on images of 4x4.
  @Test func tensorsAddUp() {
    let network = CellNetwork(
      image: ImageShape(channels: 1, height: 4, width: 4), channels: 2, cells: 1,
      operations: [.separableConvolution3x3, .maxPool3x3, .skipConnect],
      topology: CellTopology(intermediateNodes: 1))
    func slope(_ model: MemoryModel) -> Double {
      bytes(network, 2_000_000, model) - bytes(network, 1_000_000, model)
    }
    // Image and stem: 16 + 2 * 96. Both inputs: 64 each. Output: 16. Two factorised reductions: 16
    // each. Gradients: 3 * 16 + 2 * 64 + 2 * 96 + 96.
    let floats: Double = [208, 2 * 64, 16, 2 * 16, 464].reduce(0, +)
    // What is normalised: two blocks on two edges, a pool for two sources.
    let normalised: Double = [2 * 2 * 16, 2 * 16].reduce(0, +)
    let expected = (floats * 4 + normalised * 4) / (floats * 4 + normalised * 2)
    let ratio = slope(.fused(elementBytes: 4)) / slope(.fused(elementBytes: 2))
    #expect(abs(ratio - expected) < 1e-6)
  }

  @Test func hugeNetworksFitInAnInt() {
    let network = CellNetwork(
      image: ImageShape(channels: 3, height: 2048, width: 2048), channels: 2048, cells: 128)
    for model in Self.models {
      #expect(bytes(network, 1_000_000, model) > 1e15)
      #expect(network.evaluationMemory(batchSize: 1_000_000, model: model) > 1_000_000_000)
    }
  }
}
