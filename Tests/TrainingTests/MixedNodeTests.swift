import Architectures
import TestSupport
import Testing
import Torch

@testable import Training

/// The weighted sum of operations on several predecessors.
struct MixedNodeTests {
  private let store = ParameterStore(device: .cpu, generator: Generator(seed: 1))
  private let generator = Generator(seed: 2)

  @Test(arguments: Engine.allCases)
  func nodeIsTheWeightedSum(engine: Engine) {
    let (first, second) = (image(), image())
    let node = MixedNode(terms: [term(nil, 0, 0), term(Identity(), 0, 1), term(Identity(), 1, 2)])
    let sum = node(
      [first, second], weights: Tensor([Float(9), 2, -3], shape: [3]), mode: .training,
      fused: engine == .fused)
    expectClose(sum, first * 2 + second * -3, tolerance: 1e-6)
  }

  @Test(arguments: [Mode.training, .batchStatistics, .evaluation], [1, 2])
  func enginesAgree(mode: Mode, stride: Int) throws {
    var terms: [MixedNode.Term] = []
    for source in 0..<2 {
      for operation in Operation.hmNAS {
        let scope = store.root / source / operation.rawValue
        terms.append(
          term(operation.layer(channels: 4, stride: stride, in: scope), source, terms.count))
      }
    }
    let inputs = [image().asLeaf(), image().asLeaf()]
    let weights = generator.normal([terms.count]).asLeaf()
    let before = snapshot(store.state)
    func results(fused: Bool) throws -> [String: Tensor] {
      try store.load(before)
      let output = MixedNode(terms: terms)(inputs, weights: weights, mode: mode, fused: fused)
      let parameters = store.parameters(role: .weight)
      let gradients = (output * output).sum().gradients(
        withRespectTo: inputs + [weights] + parameters.map(\.tensor))
      let names = ["input 0", "input 1", "weights"] + parameters.map { "gradient of \($0.name)" }
      return snapshot(store.state)
        .merging(zip(names, gradients)) { $1 }.merging(["output": output]) { $1 }
    }
    expectClose(try results(fused: true), try results(fused: false))
  }

  @Test func onlyTheCPUFuses() {
    #expect(Engine.fused.fuses(on: .cpu))
    #expect(!Engine.fused.fuses(on: .cuda))
    #expect(!Engine.reference.fuses(on: .cpu))
  }

  private func image() -> Tensor { generator.normal([2, 4, 8, 8]).contiguous(.channelsLast) }

  private func term(
    _ operation: (any CellOperation)?, _ source: Int, _ weight: Int
  ) -> MixedNode.Term {
    MixedNode.Term(operation: operation, source: source, weight: weight)
  }
}
