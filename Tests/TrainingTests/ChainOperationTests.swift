import Architectures
import TestSupport
import Testing
import Torch

@testable import Training

/// The operations of a chain in few passes, against libtorch operator by operator: values, gradients, statistics.
struct ChainOperationTests {
  @Test(arguments: Operation.chain, [Mode.training, .evaluation])
  func passesAreTheOperators(operation: Architectures.Operation, mode: Mode) throws {
    for (stride, channels, hasWeights) in [(1, 4, false), (2, 6, true), (1, 4, true)] {
      let shape = ImageShape(channels: 4, height: 7, width: 6)
      let graph = try #require(
        operation.graph(shape, stride: stride, channels: channels, hasWeights: hasWeights))
      let stores = (0..<2).map { _ in
        ParameterStore(device: .cpu, generator: Generator(seed: 3))
      }
      let fused = CellOperation(graph, in: stores[0].root)
      let plain = CellOperation(
        graph, computation: Computation(engine: .reference), in: stores[1].root)
      // Normalisations that do something in evaluations too, and whose shift lets a gradient of their scale be.
      for store in stores {
        let generator = Generator(seed: 5)
        for parameter in store.parameters where parameter.tensor.rank == 1 {
          let values = generator.uniform(parameter.tensor.shape, in: 0.5..<1.5)
          withoutGradient { parameter.tensor.assign(values) }
        }
      }
      let results = try zip([fused, plain], stores).map { operation, store in
        let input = Generator(seed: 4).normal([3, 4, 7, 6]).contiguous(.channelsLast)
        input.setRequiresGradient(true)
        let factor = Tensor(Float(0.7), device: .cpu).asLeaf()
        let scaled = operation(input, mode: mode, scaledBy: factor)
        let output = scaled + operation(input, mode: mode)
        let weighted = output * Generator(seed: 6).normal(output.shape)
        let gradients = try weighted.sum().lossGradients(
          withRespectTo: [input, factor] + store.tensors(role: .weight))
        return [output] + gradients + store.tensors(role: .buffer)
      }
      #expect(results[0].count == results[1].count)
      for (actual, expected) in zip(results[0], results[1]) { expectClose(actual, expected) }
    }
  }
}
