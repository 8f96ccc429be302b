import Architectures
import Testing

@Suite struct CostTests {
  struct Case: Sendable {
    var network: CellNetwork
    var parameters: Int
    var multiplyAdds: Int
  }

  private static func network(_ channels: Int, side: Int = 32, inputs: Int = 3) -> CellNetwork {
    CellNetwork(
      image: ImageShape(channels: inputs, height: side, width: side), channels: channels
    )
  }

  // The HM-NAS paper reports 3M parameters for the first. The counts are from a Python script that
  // is independent of this code and goes through the layers one by one.
  static let cases = [
    Case(network: network(36), parameters: 2_950_390, multiplyAdds: 493_246_080),
    Case(network: network(36, side: 28), parameters: 2_950_390, multiplyAdds: 377_642_880),
    Case(network: network(16), parameters: 673_850, multiplyAdds: 120_916_480),
    Case(network: network(8), parameters: 209_442, multiplyAdds: 40_797_440),
    Case(network: network(8, side: 28), parameters: 209_442, multiplyAdds: 31_235_840),
    Case(network: network(8, side: 28, inputs: 1), parameters: 209_010, multiplyAdds: 30_897_152),
    Case(network: network(8, side: 7), parameters: 209_442, multiplyAdds: 2_270_120),
    Case(network: network(8, side: 13, inputs: 1), parameters: 209_010, multiplyAdds: 7_755_896),
    Case(
      network: CellNetwork(channels: 16, cells: 8, operations: Operation.darts),
      parameters: 1_930_618, multiplyAdds: 300_255_744
    ),
    Case(
      network: CellNetwork(
        image: ImageShape(channels: 3, height: 9, width: 9), classes: 7, channels: 4, cells: 5,
        topology: CellTopology(intermediateNodes: 2)
      ),
      parameters: 49_787, multiplyAdds: 876_572
    ),
  ]

  @Test(arguments: cases) func supernetsCostWhatTheyShould(_ expected: Case) {
    let report = expected.network.supernetCost()
    #expect(report.total.parameters == expected.parameters)
    #expect(report.total.multiplyAdds == expected.multiplyAdds)
  }

  @Test(arguments: cases) func aNetworkThatKeepsAllCostsTheSupernet(_ expected: Case) {
    let full = MaskedCellNetwork.full(of: expected.network)
    #expect(full.cost() == expected.network.supernetCost())
  }

  @Test func partsAreNamedAndAddUp() {
    let report = CellNetwork().supernetCost()
    #expect(report.parts.map(\.name) == ["stem", "cells.0", "cells.1", "cells.2", "classifier"])
    #expect(report.parts.reduce(.zero) { $0 + $1.cost } == report.total)
    #expect(report["stem"]?.parameters == 3 * 108 * 9 + 2 * 108)
    #expect(report["classifier"] == Cost(parameters: 5770, multiplyAdds: 5760))
    #expect(report["cells.3"] == nil)
  }

  @Test func onlySurvivingOperationsAndReadInputsCost() {
    // One 3x3 dilated convolution from input 1 in the cell at 32x32 with 36 channels.
    var network = MaskedCellNetwork.full()
    network.cells[0].edges = [
      MaskedEdge(
        edge: Edge(source: 1, target: 4),
        importance: 1,
        operations: [
          WeightedOperation(operation: .dilatedConvolution3x3, importance: 0.5),
          WeightedOperation(operation: .skipConnect, importance: 0.5),
        ]
      )
    ]
    let parameters = 108 * 36 + 9 * 36 + 36 * 36
    let cost = network.cost()["cells.0"]
    #expect(cost == Cost(parameters: parameters, multiplyAdds: parameters * 1024))
  }

  @Test func aStridedSkipIsAFactorisedReduction() {
    let input = ImageShape(channels: 8, height: 7, width: 8)
    #expect(Operation.skipConnect.graph(input, stride: 1)?.cost == .zero)
    #expect(
      Operation.skipConnect.graph(input, stride: 2)?.cost
        == Cost(parameters: 64, multiplyAdds: 1024))
  }
}
