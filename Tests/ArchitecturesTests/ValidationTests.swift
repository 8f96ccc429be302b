import Architectures
import Testing

@Suite struct ValidationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var error: ArchitectureError
    var damage: @Sendable (inout MaskedCellNetwork) -> Void
    var testDescription: String { error.description }
  }

  private static let first = Edge(source: 0, target: 2)

  static let cases = [
    Case(error: .unknownFormat("other")) { $0.format = "other" },
    Case(error: .sizeOutOfRange(name: "cells", value: 0, expected: 1...128)) {
      $0.network.cells = 0
    },
    Case(error: .sizeOutOfRange(name: "image.width", value: -1, expected: 1...2048)) {
      $0.network.image.width = -1
    },
    Case(
      error: .sizeOutOfRange(name: "topology.intermediateNodes", value: 17, expected: 1...16)
    ) { $0.network.topology.intermediateNodes = 17 },
    Case(error: .stemStride(8, .single)) { $0.network.stemStride = 8 },
    Case(error: .stemStride(3, .chain)) {
      $0.network.stemStride = 3
      $0.network.stem = .chain
    },
    Case(error: .reductions([1, 1], cells: 3)) { $0.network.reductionPositions = [1, 1] },
    Case(error: .reductions([3], cells: 3)) { $0.network.reductionPositions = [3] },
    Case(error: .reductions(Array(0..<20), cells: 20)) {
      $0.network.cells = 20
      $0.network.reductionPositions = Array(0..<20)
    },
    Case(error: .sizeOutOfRange(name: "headChannels", value: -1, expected: 0...65_536)) {
      $0.network.headChannels = -1
    },
    Case(
      error: .impossibleTopology(
        "has 2 inputs in a chain", expected: "1, which is read as it is")
    ) { $0.network.frame = .chain },
    Case(error: .noCandidateOperations) { $0.network.operations = [] },
    Case(error: .repeatedCandidateOperation(.skipConnect)) {
      $0.network.operations.append(.skipConnect)
    },
    Case(error: .wrongCellCount(2, expected: 3)) { $0.cells.removeLast() },
    Case(error: .wrongCellKind(cell: 1, .normal, expected: .reduction)) {
      $0.cells[1].kind = .normal
    },
    Case(error: .deadCell(2)) { $0.cells[2].edges = [] },
    // Nodes that only see each other are constant.
    Case(error: .deadCell(1)) { $0.cells[1].edges.removeAll { $0.edge.source < 2 } },
    Case(error: .deadCell(0)) { network in
      network.network.operations = [.none]
      for cell in network.cells.indices {
        for edge in network.cells[cell].edges.indices {
          network.cells[cell].edges[edge].operations = [
            WeightedOperation(operation: .none, importance: 1)
          ]
        }
      }
    },
    Case(error: .deadCell(0)) { network in
      network.network.operations.append(.none)
      for edge in network.cells[0].edges.indices
      where network.cells[0].edges[edge].edge.source < 2 {
        network.cells[0].edges[edge].operations = [
          WeightedOperation(operation: .none, importance: 1)
        ]
      }
    },
    Case(error: .unknownEdge(cell: 0, Edge(source: 3, target: 3))) {
      $0.cells[0].edges[0].edge = Edge(source: 3, target: 3)
    },
    Case(error: .repeatedEdge(cell: 0, first)) { $0.cells[0].edges[1].edge = first },
    Case(error: .unorderedEdge(cell: 0, first)) { $0.cells[0].edges.swapAt(0, 1) },
    Case(error: .emptyEdge(cell: 0, first)) { $0.cells[0].edges[0].operations = [] },
    Case(error: .unknownOperation(cell: 0, first, .none)) {
      $0.cells[0].edges[0].operations[0].operation = .none
    },
    Case(error: .repeatedOperation(cell: 0, first, .maxPool3x3)) {
      $0.cells[0].edges[0].operations[1].operation = .maxPool3x3
    },
    Case(error: .importanceNotFinite(cell: 0, first, .infinity)) {
      $0.cells[0].edges[0].importance = .infinity
    },
    Case(error: .importanceNotFinite(cell: 0, first, -.infinity)) {
      $0.cells[0].edges[0].operations[2].importance = -.infinity
    },
    Case(error: .importanceNotFinite(cell: 0, first, .infinity)) {
      $0.cells[0].edges[0].importance = 1e30
      $0.cells[0].edges[0].operations[2].importance = 1e30
    },
  ]

  @Test func goodNetworksPass() throws {
    try MaskedCellNetwork.sparse().validate()
    try MaskedCellNetwork.full().validate()
    try MaskedCellNetwork.full(of: CellNetwork(operations: Operation.builtIn)).validate()
    try MaskedCellNetwork.full(of: CellNetwork(topology: .nasBench201)).validate()
  }

  @Test func aNodeWithoutInputsKillsNoCell() throws {
    var network = MaskedCellNetwork.sparse()
    // Node 3 sees node 2 alone, which nothing leads to.
    for cell in network.cells.indices {
      network.cells[cell].edges.removeAll { $0.edge.target == 2 }
    }
    try network.validate()
  }

  /// The largest sizes that are let in, with everything kept.
  @Test func noCostOverflows() throws {
    let skeleton = CellNetwork(
      image: ImageShape(channels: 2048, height: 2048, width: 2048), classes: 1_000_000,
      channels: 2048, cells: 128, stemMultiplier: 16, stemStride: 1, operations: Operation.builtIn,
      topology: CellTopology(intermediateNodes: 16), hasNormalizationWeights: true)
    try skeleton.validate()
    let cost = skeleton.supernetCost().total
    #expect(cost.multiplyAdds > 1_000_000_000_000_000_000)
    #expect(skeleton.trainingMemory(batchSize: .max, model: .reference) == Int(1e18))
  }

  @Test(arguments: cases) func damageIsNamed(_ expected: Case) {
    var network = MaskedCellNetwork.sparse()
    expected.damage(&network)
    #expect(throws: expected.error) { try network.validate() }
  }

  @Test(arguments: cases) func errorsAreOneSentence(_ expected: Case) {
    let text = expected.error.description
    #expect(text.hasSuffix("."))
    #expect(text.contains("expected"))
    #expect(!text.dropLast().contains(". "))
    #expect(!text.contains("\n"))
  }
}
