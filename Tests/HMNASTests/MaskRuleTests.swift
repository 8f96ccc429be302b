import Architectures
import HMNAS
import Search
import TestSupport
import Testing
import Torch
import Training

/// Where masks multiply, in closed form: two nodes, two operations on each of five edges.
struct MaskRuleTests {
  private let topology = CellTopology(intermediateNodes: 2)
  /// softmax(0, log 3) = (1/4, 3/4).
  private let alpha = Tensor(
    [Float](repeating: 0, count: 5).flatMap { [$0, 1.098_612_3] }, shape: [5, 2])
  /// Equal edges: 1/2 into node 2 and 1/3 into node 3, or 1/5 in the cell.
  private let beta = Tensor.zeros([5])
  /// Edge 0 keeps its second operation, edge 1 none, the others both.
  private let operations = Tensor([Float(0), 1, 0, 0, 1, 1, 1, 1, 1, 1], shape: [5, 2])
  /// Edge 4 is off.
  private let edges = Tensor([Float(1), 1, 1, 1, 0], shape: [5])

  private func mixing(_ rule: MaskRule, _ softmax: EdgeSoftmax) -> CellMixing {
    rule.mixing(
      alpha: alpha, beta: beta, operationMask: operations, edgeMask: edges, topology: topology,
      softmax: softmax)
  }

  @Test(arguments: [
    (EdgeSoftmax.perNode, [0.5, 0.5, 0.333_333_3, 0.333_333_3, 0.0]),
    (EdgeSoftmax.perCell, [0.2, 0.2, 0.2, 0.2, 0.0]),
  ])
  func afterSoftmaxLeavesTheOthersAsTheyWere(softmax: EdgeSoftmax, expected: [Double]) {
    let mixing = mixing(.afterSoftmax, softmax)
    let kept: [Double] = [0, 0.75, 0, 0, 0.25, 0.75, 0.25, 0.75, 0.25, 0.75]
    expectClose(mixing.operations, Tensor(kept, shape: [5, 2]), tolerance: 1e-6)
    expectClose(mixing.edges, Tensor(expected, shape: [5]), tolerance: 1e-6)
  }

  @Test(arguments: [
    (EdgeSoftmax.perNode, [0.5, 0.5, 0.5, 0.5, 0.0]),
    (EdgeSoftmax.perCell, [0.25, 0.25, 0.25, 0.25, 0.0]),
  ])
  func renormalisedSharesTheRest(softmax: EdgeSoftmax, expected: [Double]) {
    let mixing = mixing(.renormalised, softmax)
    // An edge without an operation keeps zeros.
    let kept: [Double] = [0, 1, 0, 0, 0.25, 0.75, 0.25, 0.75, 0.25, 0.75]
    expectClose(mixing.operations, Tensor(kept, shape: [5, 2]), tolerance: 1e-6)
    expectClose(mixing.edges, Tensor(expected, shape: [5]), tolerance: 1e-6)
  }

  @Test func literalRemovesNothing() {
    let mixing = mixing(.literal, .perNode)
    // M · alpha is 0 where masked: exp(0) stays.
    let kept: [Double] = [0.25, 0.75, 0.5, 0.5, 0.25, 0.75, 0.25, 0.75, 0.25, 0.75]
    expectClose(mixing.operations, Tensor(kept, shape: [5, 2]), tolerance: 1e-6)
    let third = 1 / 3.0
    expectClose(
      mixing.edges, Tensor([0.5, 0.5, third, third, third], shape: [5]), tolerance: 1e-6)
  }

  @Test func aNodeWithoutEdgesHasZeros() {
    let none = MaskRule.renormalised.mixing(
      alpha: alpha, beta: beta, operationMask: operations, edgeMask: .zeros([5]),
      topology: topology, softmax: .perNode)
    #expect(none.edges.floats == [0, 0, 0, 0, 0])
  }

  @Test func onlyTheLiteralRuleKeepsWhatIsMasked() {
    #expect(MaskRule.allCases.filter { !$0.removes } == [.literal])
  }

  @Test(arguments: EdgeSoftmax.allCases)
  func edgeWeightsSumToOne(softmax: EdgeSoftmax) {
    let beta = Generator(seed: 1).normal([5])
    let weights = softmax.weights(of: beta, topology: topology).floats
    let sums = softmax.segments(of: topology).map { weights[$0].reduce(0, +) }
    #expect(sums.count == (softmax == .perNode ? 2 : 1))
    #expect(sums.allSatisfy { abs($0 - 1) < 1e-6 })
  }
}
