import Architectures
import TestSupport
import Testing
import Torch

@testable import Training

/// Our kernels against libtorch's operators, over the shapes where vectors, borders and threads meet their ends.
struct FusedOperationTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var channels, side, images: Int
    var testDescription: String { "\(images) images of \(channels)x\(side)x\(side)" }
  }

  /// Channels around the widths of vectors; odd and tiny images; single images.
  private static let cases = [
    Case(channels: 1, side: 7, images: 2), Case(channels: 2, side: 1, images: 3),
    Case(channels: 3, side: 8, images: 1), Case(channels: 8, side: 7, images: 1),
    Case(channels: 16, side: 5, images: 3), Case(channels: 20, side: 12, images: 2),
    Case(channels: 36, side: 9, images: 2), Case(channels: 40, side: 4, images: 5),
  ]

  @Test(arguments: cases, [1, 2])
  func everyOperationAgrees(shape: Case, stride: Int) throws {
    for operation in Operation.hmNAS where operation != .skipConnect || stride == 1 {
      try expectAgreement(operation, shape, stride: stride)
    }
  }

  @Test(arguments: [1, 2])
  func sevenWideKernelsAgree(stride: Int) throws {
    let store = ParameterStore(device: .cpu, generator: Generator(seed: 3))
    let shape = ImageShape(channels: 12, height: 9, width: 9)
    let layer = try #require(
      Operation.separableConvolution(kernelSize: 7, colour: "#000").layer(
        shape, stride: stride, in: store.root))
    try expectAgreement(
      layer, in: store, Case(channels: 12, side: 9, images: 2), stride: stride, name: "sep_conv_7x7"
    )
  }

  /// No kernel of ours has a kernel of other sides, whatever else is as in a block that it has.
  @Test(arguments: [1, 2])
  func kernelsOfOtherSidesAgree(stride: Int) throws {
    let block = Operation("block_of_3x5", chip: .init("3x5", colour: "#000")) {
      builder, input, site in
      var output = builder.convolution(
        builder.relu(input), name: "depthwise", channels: input.shape.channels,
        kernelSize: Sides(height: 3, width: 5), stride: Sides(site.stride),
        padding: Sides(height: 1, width: 2), groups: input.shape.channels)
      output = builder.convolution(
        output, name: "pointwise", channels: input.shape.channels, kernelSize: 1)
      return builder.normalization(output, name: "bn", hasWeights: false)
    }
    for operation in [block, .factorizedConvolution7x7] {
      for shape in Self.cases { try expectAgreement(operation, shape, stride: stride) }
    }
  }

  /// What brings a cell's inputs to its channels and size, between different numbers of channels.
  @Test(arguments: [(1, 2, 7, 2), (3, 8, 5, 1), (48, 16, 9, 2), (20, 36, 6, 3), (17, 6, 1, 40)])
  func preprocessingAgrees(inputs: Int, outputs: Int, side: Int, images: Int) throws {
    for reduces in [false, true] {
      let generator = Generator(seed: 4)
      let input = generator.normal([images, inputs, side, side]).asLeaf()
      let out = reduces ? (side + 1) / 2 : side
      let cotangent = generator.normal([images, outputs, out, out])
      func results(_ engine: Engine) -> [String: Tensor] {
        let store = ParameterStore(device: .cpu, generator: Generator(seed: 3))
        let computation = Computation(engine: engine)
        let shape = ImageShape(channels: inputs, height: side, width: side)
        let layer = CellOperation(
          .preprocessing(shape, channels: outputs, reduces: reduces), computation: computation,
          in: store.root)
        // Statistics of one or two values are all rounding.
        let output = layer(input, mode: out * out * images <= 3 ? .evaluation : .training)
        let weights = store.parameters(role: .weight)
        let gradients = output.gradients(
          withRespectTo: [input] + weights.map(\.tensor), cotangent: cotangent)
        return Dictionary(uniqueKeysWithValues: zip(["input"] + weights.map(\.name), gradients))
          .merging(snapshot(store.state)) { $1 }.merging(["output": output]) { $1 }
      }
      expectClose(results(.fused), results(.reference))
    }
  }

  @Test func anOperationWithoutWeightIsNotComputed() throws {
    let store = ParameterStore(device: .cpu, generator: Generator(seed: 3))
    let operations = try [Operation.averagePool3x3, .dilatedConvolution3x3].map {
      try #require(
        $0.layer(
          ImageShape(channels: 8, height: 6, width: 6), stride: 1, in: store.root / $0.name))
    }
    let input = Generator(seed: 4).normal([2, 8, 6, 6])
    let before = snapshot(store.state)
    func output(_ engine: Engine) throws -> Tensor {
      try store.load(before)
      return MixedCell.single(operations, engine: engine)(
        [input, nil], weights: Tensor([Float(2), 0], shape: [2]), mode: .training)
    }
    expectClose(try output(.fused), try output(.reference))
    // Its running statistics show that it was left alone.
    _ = try output(.fused)
    let moved = try differences(store.state, before)
    #expect(moved == ["avg_pool_3x3.bn.running_mean", "avg_pool_3x3.bn.running_var"])
  }

  private func expectAgreement(_ operation: Operation, _ shape: Case, stride: Int) throws {
    let store = ParameterStore(device: .cpu, generator: Generator(seed: 3))
    let layer = try #require(
      operation.layer(
        ImageShape(channels: shape.channels, height: shape.side, width: shape.side),
        stride: stride, in: store.root))
    try expectAgreement(layer, in: store, shape, stride: stride, name: operation.name)
  }

  private func expectAgreement(
    _ layer: CellOperation, in store: ParameterStore, _ shape: Case, stride: Int, name: String
  ) throws {
    // Statistics of a single value are all rounding, and so are the gradients of the weights that only scale a channel
    // before it is normalised: there, only the running statistics are used.
    let side = (shape.side + stride - 1) / stride
    let isRounding = side * side * shape.images <= 3 || shape.channels == 1
    let mode: Mode = isRounding ? .evaluation : .training
    let generator = Generator(seed: 4)
    let input = generator.normal([shape.images, shape.channels, shape.side, shape.side]).asLeaf()
    let weight = generator.normal([1]).asLeaf()
    let cotangent = generator.normal([shape.images, shape.channels, side, side])
    let before = snapshot(store.state)
    func results(_ engine: Engine) throws -> [String: Tensor] {
      try store.load(before)
      let output = MixedCell.single([layer], engine: engine)(
        [input, nil], weights: weight, mode: mode)
      let weights = store.parameters(role: .weight)
      let gradients = output.gradients(
        withRespectTo: [input, weight] + weights.map(\.tensor), cotangent: cotangent)
      let names = ["\(name): input", "\(name): weight"] + weights.map { "\(name): \($0.name)" }
      return Dictionary(uniqueKeysWithValues: zip(names, gradients))
        .merging(snapshot(store.state)) { $1 }.merging(["\(name): output": output]) { $1 }
    }
    expectClose(try results(.fused), try results(.reference))
  }
}
