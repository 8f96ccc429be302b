import Architectures
import TestSupport
import Testing
import Torch

@testable import Training

/// Every candidate operation against PyTorch's, by libtorch's operators and by our kernels.
struct OperationParityTests {
  struct Case: CustomTestStringConvertible {
    let operation: Operation
    let stride: Int
    /// Images and batch, as in the names of the fixtures.
    let size: String
    var testDescription: String { "\(operation.name)_stride\(stride)_\(size)" }

    static let all = Operation.hmNAS.flatMap { operation in
      [1, 2].flatMap { stride in
        ["8x8", "7x7", "8x8_batch1"].map { Case(operation: operation, stride: stride, size: $0) }
      }
    }
  }

  @Test(arguments: Case.all, Engine.allCases)
  func operation(of kase: Case, engine: Engine) throws {
    let golden = try Fixture("operations/\(kase.testDescription)")
    let store = ParameterStore(device: .underTest, generator: Generator(seed: 1))
    let operation = try #require(
      kase.operation.layer(
        Self.shape(kase.size), stride: kase.stride, computation: Computation(engine: engine),
        in: store.root))
    try check(golden, store) { input, mode in
      MixedCell.single([operation], engine: engine)(
        [input, nil], weights: .ones([1], device: .underTest), mode: mode)
    }
  }

  @Test(arguments: ["8x8", "7x7", "8x8_batch1"], Engine.allCases)
  func reluConvBN(size: String, engine: Engine) throws {
    let store = ParameterStore(device: .underTest, generator: Generator(seed: 1))
    let layer = CellOperation(
      .preprocessing(Self.shape(size), channels: 8, reduces: false),
      computation: Computation(engine: engine), in: store.root)
    try check(Fixture("operations/relu_conv_bn_stride1_\(size)"), store) { layer($0, mode: $1) }
  }

  @Test(arguments: ["8x8", "7x7", "8x8_batch1"], Engine.allCases)
  func factorizedReduce(size: String, engine: Engine) throws {
    let store = ParameterStore(device: .underTest, generator: Generator(seed: 1))
    let layer = CellOperation(
      .preprocessing(Self.shape(size), channels: 8, reduces: true),
      computation: Computation(engine: engine), in: store.root)
    try check(Fixture("operations/factorized_reduce_stride2_\(size)"), store) {
      layer($0, mode: $1)
    }
  }

  /// The shape of images in a fixture.
  private static func shape(_ size: String) -> ImageShape {
    let side = size.hasPrefix("7") ? 7 : 8
    return ImageShape(channels: 4, height: side, width: side)
  }

  /// Output, gradients and running statistics in every mode.
  private func check(
    _ golden: Fixture, _ store: ParameterStore, _ layer: (Tensor, Mode) -> Tensor
  ) throws {
    try store.load(golden.state)
    let input = try golden["input"].asLeaf()
    expectClose(layer(input, .evaluation), try golden["output.evaluation"], "evaluation")
    expectClose(layer(input, .batchStatistics), try golden["output"], "batch statistics")
    try expectIdentical(store.state.filter { $0.key.contains("running") }, golden.all("buffer."))

    let output = layer(input, .training)
    expectClose(output, try golden["output"], "output")
    let weights = store.parameters(role: .weight)
    let gradients = output.gradients(
      withRespectTo: [input] + weights.map(\.tensor), cotangent: try golden["grad.output"])
    let names = ["input"] + weights.map(\.name)
    expectClose(
      Dictionary(uniqueKeysWithValues: zip(names, gradients)),
      golden.all("grad.").filter { $0.key != "output" })
    let after = golden.all("after.")
    if !after.isEmpty { expectClose(store.state, after) }
  }
}
