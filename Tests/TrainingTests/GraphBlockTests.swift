import Architectures
import TestSupport
import Testing
import Torch

@testable import Training

/// Convolutions that one of our kernels computes with what follows them, against libtorch operator by operator.
struct GraphBlockTests {
  /// A convolution with a normalisation, and what may follow; `blocks` are the nodes that are computed at once.
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var graph: NetworkGraph
    var blocks: [Int: Int]
  }

  private static func make(
    _ name: String, channels: Int = 3, blocks: [Int: Int],
    _ body: (inout GraphBuilder, GraphBuilder.Value) -> GraphBuilder.Value
  ) -> Case {
    var builder = GraphBuilder(inputs: [ImageShape(channels: channels, height: 7, width: 6)])
    let output = body(&builder, builder.input(0))
    return Case(
      testDescription: name, graph: builder.graph(outputs: [output]), blocks: blocks)
  }

  private static let cases = [
    make("stem", blocks: [0: 2]) { builder, input in
      builder.normalization(
        builder.convolution(input, name: "conv", channels: 5, kernelSize: 3, padding: 1),
        name: "bn", hasWeights: true)
    },
    make("stem with ReLU of half the size", blocks: [0: 3]) { builder, input in
      builder.relu(
        builder.normalization(
          builder.convolution(
            input, name: "conv", channels: 5, kernelSize: 3, stride: 2, padding: 1), name: "bn",
          hasWeights: true))
    },
    make("head", channels: 8, blocks: [0: 4]) { builder, input in
      builder.mean(
        builder.relu(
          builder.normalization(
            builder.convolution(input, name: "conv", channels: 12, kernelSize: 1), name: "bn",
            hasWeights: true)))
    },
    make("mean of what is not rectified", channels: 8, blocks: [0: 3]) { builder, input in
      builder.mean(
        builder.normalization(
          builder.convolution(input, name: "conv", channels: 12, kernelSize: 1), name: "bn",
          hasWeights: true))
    },
    make("a convolution that two read", blocks: [:]) { builder, input in
      let convolved = builder.convolution(
        input, name: "conv", channels: 5, kernelSize: 3, padding: 1)
      return builder.sum([
        builder.normalization(convolved, name: "bn", hasWeights: true), convolved,
      ])
    },
    make("a normalisation that two read", blocks: [0: 2]) { builder, input in
      let normalized = builder.normalization(
        builder.convolution(input, name: "conv", channels: 5, kernelSize: 3, padding: 1),
        name: "bn", hasWeights: true)
      return builder.sum([builder.relu(normalized), normalized])
    },
    make("a kernel that is not square", blocks: [:]) { builder, input in
      builder.normalization(
        builder.convolution(
          input, name: "conv", channels: 5, kernelSize: Sides(height: 1, width: 7), stride: 1,
          padding: Sides(height: 0, width: 3)), name: "bn", hasWeights: true)
    },
    make("a stride down alone", blocks: [:]) { builder, input in
      builder.normalization(
        builder.convolution(
          input, name: "conv", channels: 5, kernelSize: Sides(3),
          stride: Sides(height: 2, width: 1), padding: Sides(1)), name: "bn", hasWeights: true)
    },
    make("more inputs than the kernel is for", channels: 8, blocks: [:]) { builder, input in
      builder.normalization(
        builder.convolution(input, name: "conv", channels: 8, kernelSize: 3, padding: 1),
        name: "bn", hasWeights: true)
    },
  ]

  @Test(arguments: cases, [Mode.training, .evaluation])
  func blocksAreTheOperators(kase: Case, mode: Mode) throws {
    let results = try [Engine.fused, .reference].map { engine in
      let store = ParameterStore(device: .cpu, generator: Generator(seed: 3))
      let layer = GraphLayer(
        kase.graph, computation: Computation(engine: engine), in: store.root)
      #expect(layer.blocks.mapValues(\.nodes) == kase.blocks)
      let shape = kase.graph.inputs[0]
      let input = Generator(seed: 4).normal([3, shape.channels, shape.height, shape.width])
        .contiguous(.channelsLast).asLeaf()
      let output = layer([input], mode: mode)[0]
      let weighted = output * Generator(seed: 6).normal(output.shape)
      let gradients = try weighted.sum().lossGradients(
        withRespectTo: [input] + store.tensors(role: .weight))
      return [output] + gradients + store.tensors(role: .buffer)
    }
    #expect(results[0].count == results[1].count)
    for (actual, expected) in zip(results[0], results[1]) { expectClose(actual, expected) }
  }
}
