import Architectures
import Inference
import Testing

/// What is computed together gives what its operators give one by one.
struct FusionTests {
  @Test(arguments: 0..<60)
  func randomGraphs(seed: UInt64) throws {
    for nodes in [4, 12, 40] {
      try expectAgreement(RandomGraph.graph(seed: seed, nodes: nodes), seed: seed, count: 2)
    }
  }

  @Test func anOutputMayBeAnInput() throws {
    var builder = GraphBuilder(inputs: [ImageShape(3, 2, 2)])
    let input = builder.input(0)
    let graph = builder.graph(outputs: [input, input])
    let inputs = graph.randomInputs(count: 3, seed: 1)
    let outputs = try GraphExecutor(graph.weighted(seed: 1)).outputs(inputs, count: 3)
    #expect(outputs == [inputs[0], inputs[0]])
  }

  /// A positive part that others read too, and one that is an output.
  @Test func sharedPositiveParts() throws {
    var builder = GraphBuilder(inputs: [ImageShape(9, 5, 5)])
    let input = builder.input(0)
    let convolved = builder.convolution(input, name: "a", channels: 10, kernelSize: 1)
    let positive = builder.relu(convolved)
    let filtered = builder.depthwise(positive, name: "b", kernelSize: 3)
    let sum = builder.sum([convolved, filtered, builder.scaled(convolved, by: -0.5)])
    let last = builder.relu(sum)
    let graph = builder.graph(outputs: [sum, last, positive])
    try expectAgreement(graph, seed: 5)
  }

  /// Parts of a concatenation that have a positive part of their own, begin within a block of lanes, or occur twice.
  @Test func concatenationsOfWhatOthersRead() throws {
    var builder = GraphBuilder(inputs: [ImageShape(8, 4, 6)])
    let input = builder.input(0)
    let parts = [8, 3, 8, 16].enumerated().map { index, channels in
      builder.convolution(input, name: "c\(index)", channels: channels, kernelSize: 3, padding: 1)
    }
    let inner = builder.concatenated([parts[0], parts[1]])
    let outer = builder.concatenated([inner, parts[2], parts[0], parts[3], parts[3], input])
    let positive = builder.relu(outer)
    let again = builder.relu(builder.concatenated([parts[2], builder.relu(parts[0])]))
    let slice = builder.slice(outer, channels: 5..<23)
    let graph = builder.graph(outputs: [positive, again, slice])
    try expectAgreement(graph, seed: 6)
  }
}
