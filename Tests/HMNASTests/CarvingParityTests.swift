import Architectures
import HMNAS
import TestSupport
import Testing
import Torch
import Training

/// The materialised network against PyTorch's masked supernet.
struct CarvingParityTests {
  private let golden: Fixture

  init() throws { golden = try Fixture("masks") }

  @Test(arguments: MaskRule.allCases, Engine.allCases)
  func materialisedNetworkIsTheMaskedSupernet(rule: MaskRule, engine: Engine) throws {
    let network = try GoldenSupernet(golden, side: 8, engine: engine)
    let carving = try maskStage(network, golden, rule: rule).carve()
    try carving.architecture.validate()
    let store = ParameterStore(device: .underTest, generator: Generator(seed: 9))
    let carved = MaskedNetwork(
      carving.architecture, computation: Computation(engine: engine), in: store.root)
    try store.load(carving.state)
    let logits = carved(try golden["input"], mode: .evaluation).logits
    expectClose(logits, try golden["\(rule.fixture)/output"], "logits")
    #expect(store.count(role: .weight) == carving.architecture.cost().total.parameters)
  }

  @Test func carvedCellsHoldWhatIsOn() throws {
    let network = try GoldenSupernet(golden, side: 8, engine: .fused)
    let carving = try maskStage(network, golden, rule: .afterSoftmax).carve()
    let tau = try golden.number("option.threshold")
    for (cell, plan) in zip(carving.architecture.cells, carving.architecture.network.plan) {
      let edges = try golden["param.mask.beta.\(plan.kind.rawValue)"].floats
      let operations = try golden["param.mask.alpha.\(plan.kind.rawValue)"]
      var expected: [Int: [Architectures.Operation]] = [:]
      for index in 0..<14 where Double(edges[index]) > tau {
        let on = operations[index].floats.map { Double($0) > tau }
        let kept = zip(Operation.hmNAS, on).filter(\.1).map(\.0)
        if !kept.isEmpty { expected[index] = kept }
      }
      var found: [Int: [Architectures.Operation]] = [:]
      for edge in cell.edges {
        found[try #require(CellTopology().index(of: edge.edge))] = edge.operations.map(\.operation)
      }
      #expect(found == expected)
      #expect(cell.kind == plan.kind)
      // The last node of the reduction cells has no edge.
      #expect(cell.isLive(5) == (plan.kind == .normal))
    }
  }
}
