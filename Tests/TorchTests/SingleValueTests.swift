import TestSupport
import Testing
import Torch

/// Normalisation of one value per channel, as of one image whose features are one pixel.
@Suite struct SingleValueTests {
  @Test func runningStatisticsStayAsTheyAre() throws {
    let store = ParameterStore(device: .underTest, generator: Generator(seed: 1))
    let norm = BatchNorm2d(2, affine: true, in: store.root / "norm")
    let before = store.state.mapValues { $0.clone() }
    let single = Tensor([Float(3), -4], shape: [1, 2, 1, 1], device: .underTest)
    #expect(norm(single, mode: .training).floats.allSatisfy { abs($0) < 1e-3 })
    try expectIdentical(store.state, before)
    // Two values have a variance.
    let pair = Tensor([Float(3), -4, 5, 0], shape: [2, 2, 1, 1], device: .underTest)
    _ = norm(pair, mode: .training)
    #expect(norm.statistics.mean.floats != [0, 0])
    #expect(norm.statistics.variance.isFinite)
  }
}
