import TestSupport
import Testing
import Torch

struct ParameterStoreTests {
  private let store = ParameterStore(device: .underTest, generator: Generator(seed: 1))

  @Test func parametersKeepTheOrderOfDeclaration() {
    let cell = store.root / "cells" / 0
    _ = cell.parameter("weight", shape: [2], initializer: .ones)
    _ = store.root.parameter("alpha", shape: [3], role: .architecture, initializer: .zeros)
    _ = BatchNorm2d(4, affine: true, in: cell / "bn")
    #expect(
      store.parameters.map(\.name) == [
        "cells.0.weight", "alpha", "cells.0.bn.weight", "cells.0.bn.bias",
        "cells.0.bn.running_mean", "cells.0.bn.running_var",
      ])
    #expect(
      store.parameters(role: .weight).map(\.name) == [
        "cells.0.weight", "cells.0.bn.weight", "cells.0.bn.bias",
      ])
    #expect(store.tensors(role: .architecture).map(\.shape) == [[3]])
    #expect(store.count(role: .weight) == 10)
    #expect(store.count(role: .buffer) == 8)
    #expect(store["alpha"]?.role == .architecture)
    #expect(store["beta"] == nil)
  }

  @Test(arguments: Role.allCases)
  func onlyBuffersHaveNoGradient(role: Role) {
    let tensor = store.root.parameter("x", shape: [1], role: role, initializer: .zeros)
    #expect(tensor.requiresGradient == (role != .buffer))
  }

  @Test func convolutionsLieChannelsLast() {
    let conv = Conv2d(
      inputChannels: 4, outputChannels: 2, kernelSize: 3, in: store.root / "conv")
    #expect(conv.weight.shape == [2, 4, 3, 3])
    #expect(conv.weight.strides == [36, 1, 12, 4])
  }

  @Test func weightsStartLikePyTorchs() {
    let weights = Conv2d(
      inputChannels: 100, outputChannels: 100, kernelSize: 1, in: store.root / "conv"
    ).weight.floats
    // Uniform in ±1/sqrt(fan-in): ±0.1.
    #expect(weights.allSatisfy { abs($0) <= 0.1 })
    #expect((weights.max() ?? 0) > 0.0999)
    #expect((weights.min() ?? 0) < -0.0999)
  }

  @Test func equalSeedsGiveEqualWeights() throws {
    func state(seed: UInt64) -> [String: Tensor] {
      let store = ParameterStore(device: .underTest, generator: Generator(seed: seed))
      _ = Linear(inputs: 3, outputs: 2, in: store.root / "classifier")
      return store.state
    }
    try expectIdentical(state(seed: 5), state(seed: 5))
    #expect(
      try differences(state(seed: 5), state(seed: 6)) == ["classifier.bias", "classifier.weight"])
  }

  @Test func duplicateNamesStopTheProgram() async {
    await #expect(processExitsWith: .failure) {
      let store = ParameterStore(device: .underTest, generator: Generator(seed: 1))
      _ = store.root.parameter("x", shape: [1], initializer: .zeros)
      _ = store.root.parameter("x", shape: [1], initializer: .zeros)
    }
  }
}
