import Architectures
import TestSupport
import Testing
import Torch

@testable import Training

struct DropPathTests {
  private static let images = 4000

  private func drop(_ probability: Double, seed: UInt64 = 1) -> Tensor {
    DropPath(probability: probability, generator: Generator(seed: seed))(
      .ones([Self.images, 2, 1, 3]))
  }

  @Test(arguments: [0.2, 0.5])
  func imagesAreDroppedWholeAndTheOthersScaledUp(probability: Double) {
    let output = drop(probability)
    #expect(output.shape == [Self.images, 2, 1, 3])
    let values = output.reshaped([Self.images, 6])
    let scale = Float(1 / (1 - probability))
    for image in values.unbound(into: Self.images).prefix(200) {
      let first = image.floats[0]
      #expect(first == 0 || abs(first - scale) < 1e-6)
      #expect(image.floats.allSatisfy { $0 == first })
    }
    // The share of 4,000 images is off by more than 0.03 once in ten thousand times.
    let dropped = 1 - Double(output.nonZeroCount) / Double(output.count)
    #expect(abs(dropped - probability) < 0.03)
    #expect(abs(output.mean().item - 1) < 0.06)
  }

  @Test func noneIsTheIdentity() {
    #expect(drop(0).floats.allSatisfy { $0 == 1 })
  }

  @Test func equalSeedsDropTheSameImages() {
    #expect(drop(0.5, seed: 3).floats == drop(0.5, seed: 3).floats)
    #expect(drop(0.5, seed: 3).floats != drop(0.5, seed: 4).floats)
  }

  @Test func identityIsSpared() {
    let images = Tensor.ones([Self.images, 1, 1, 1])
    let node = MixedCell.single([.identity], engine: .fused)
    let output = node(
      [images, nil], weights: .ones([1]), mode: .training,
      dropPath: DropPath(probability: 0.5, generator: Generator(seed: 1)))
    #expect(output.floats.allSatisfy { $0 == 1 })
  }

  @Test(arguments: Engine.allCases)
  func otherOperationsAreDropped(engine: Engine) throws {
    let store = ParameterStore(device: .underTest, generator: Generator(seed: 1))
    let pool = try #require(
      Operation.averagePool3x3.layer(
        ImageShape(channels: 1, height: 4, width: 4), stride: 1, in: store.root))
    let node = MixedCell.single([pool], engine: engine)
    let output = node(
      [.ones([Self.images, 1, 1, 1], device: .underTest), nil],
      weights: .ones([1], device: .underTest), mode: .evaluation,
      dropPath: DropPath(probability: 0.5, generator: Generator(seed: 1)))
    let kept = Double(output.nonZeroCount) / Double(Self.images)
    #expect(abs(kept - 0.5) < 0.04)
  }
}
