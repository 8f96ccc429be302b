import Architectures
import Testing

struct GraphTests {
  @Test func partsAndCostsFollowFromTheOperators() {
    let network = MaskedCellNetwork.full()
    let report = network.graph().costReport()
    #expect(report.parts.map(\.name) == ["stem", "cells.0", "cells.1", "cells.2", "classifier"])
    #expect(report.total == network.network.supernetCost().total)
  }

  @Test func everyOperationKeepsChannelsAndHalvesByItsStride() {
    for operation in Operation.builtIn where operation != .none {
      for (height, width) in [(1, 1), (1, 8), (7, 6), (8, 8)] {
        for stride in [1, 2] {
          let input = ImageShape(channels: 6, height: height, width: width)
          let graph = operation.graph(input, stride: stride)
          #expect(graph.map { $0.shape(of: $0.outputs[0]) } == input.strided(by: stride))
        }
      }
    }
    #expect(Operation.none.graph(ImageShape(channels: 6, height: 4, width: 4), stride: 1) == nil)
  }

  /// Of the 5x8 pixels 5x4 are left behind the first convolution, and 3x4 behind the second.
  @Test func convolutionsMayBeOtherDownThanAcross() throws {
    let input = ImageShape(channels: 6, height: 5, width: 8)
    let graph = try #require(Operation.factorizedConvolution7x7.graph(input, stride: 2))
    let convolutions = graph.nodes.filter { $0.operation.name?.hasPrefix("conv") == true }
    #expect(convolutions.map(\.output.height) == [5, 3])
    #expect(convolutions.map(\.output.width) == [4, 4])
    #expect(graph.weights.prefix(2).map(\.shape) == [[6, 6, 1, 7], [6, 6, 7, 1]])
    let weights = 6 * 6 * 7
    #expect(
      graph.cost == Cost(parameters: 2 * weights, multiplyAdds: weights * (5 * 4 + 3 * 4)))
  }

  @Test func normalisationsHaveWeightsIfAsked() throws {
    let input = ImageShape(channels: 6, height: 4, width: 4)
    let plain = try #require(Operation.separableConvolution3x3.graph(input, stride: 1))
    let affine = try #require(
      Operation.separableConvolution3x3.graph(input, stride: 1, hasWeights: true))
    #expect(affine.cost.parameters == plain.cost.parameters + 4 * 6)
  }

  @Test func nodesReadOnlyWhatIsBeforeThem() {
    var generator = SplitMix64(seed: 1)
    for _ in 0..<20 {
      let plan = ADWPSpace.standard.random(using: &generator).plan()
      let graph = plan.graph()
      #expect(plan.totalCost == graph.cost)
      for (index, node) in graph.nodes.enumerated() {
        #expect(node.inputs.allSatisfy { $0 < graph.value(ofNode: index) })
      }
      #expect(Set(graph.weights.map(\.name)).count == graph.weights.count)
    }
  }

  /// (x - 1) / sqrt(4 + eps) * 3 + 5 of a convolution by 2, and all of that times 0.5.
  @Test func normalisationsAndFactorsGoIntoConvolutions() throws {
    var builder = GraphBuilder(inputs: [ImageShape(channels: 1, height: 2, width: 2)])
    let convolution = builder.convolution(
      builder.input(0), name: "a", channels: 1, kernelSize: 1)
    let normalized = builder.normalization(convolution, name: "b", hasWeights: true)
    let scaled = builder.scaled(normalized, by: 0.5)
    let graph = builder.graph(outputs: [scaled])
    func number(_ value: Float, _ shape: [Int] = [1]) -> WeightTensor {
      WeightTensor(shape: shape, values: [value])
    }
    let folded = try WeightedGraph(
      graph,
      weights: [
        "a.weight": number(2, [1, 1, 1, 1]), "b.weight": number(3), "b.bias": number(5),
        "b.running_mean": number(1), "b.running_var": number(4),
      ]
    ).folded()
    #expect(folded.graph.nodes.count == 1)
    #expect(folded.graph.outputs == [1])
    #expect(abs(folded["a.weight"].values[0] - 2 * 3 / 2 * 0.5) < 1e-5)
    #expect(abs(folded["a.bias"].values[0] - (5 - 3.0 / 2) * 0.5) < 1e-5)
  }

  @Test func foldingLeavesNormalisationsBehindPoolsOnly() throws {
    for graph in [
      MaskedCellNetwork.full(of: CellNetwork(channels: 4)).graph(),
      ADWPNetwork.largest.plan().graph(),
    ] {
      let weights = Dictionary(
        uniqueKeysWithValues: graph.weights.map {
          ($0.name, WeightTensor(shape: $0.shape, values: Array(repeating: 1, count: $0.count)))
        })
      let folded = try WeightedGraph(graph, weights: weights).folded().graph
      for (index, node) in folded.nodes.enumerated() {
        guard case .normalization = node.operation else { continue }
        switch folded.nodes[node.inputs[0] - 1].operation {
        case .maximumPool, .averagePool: break
        default: Issue.record("normalisation \(index) was not folded")
        }
      }
    }
  }

  @Test func weightsThatDoNotFitAreNamed() throws {
    var builder = GraphBuilder(inputs: [ImageShape(channels: 1, height: 2, width: 2)])
    let output = builder.convolution(builder.input(0), name: "a", channels: 1, kernelSize: 1)
    let graph = builder.graph(outputs: [output])
    #expect(throws: WeightError.missing("a.weight")) { try WeightedGraph(graph, weights: [:]) }
    let flat = WeightTensor(shape: [1], values: [1])
    #expect(throws: WeightError.shape("a.weight", expected: [1, 1, 1, 1], found: [1])) {
      try WeightedGraph(graph, weights: ["a.weight": flat])
    }
    let none = WeightTensor(shape: [1, 1, 1, 1], values: [.nan])
    #expect(throws: WeightError.notFinite("a.weight")) {
      try WeightedGraph(graph, weights: ["a.weight": none])
    }
  }
}
