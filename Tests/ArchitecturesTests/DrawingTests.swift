import Foundation
import Testing

@testable import Architectures

@Suite struct DrawingTests {
  @Test func everySurvivingEdgeAndOperationIsDrawnOnce() throws {
    for network in [MaskedCellNetwork.sparse(), .full()] {
      let drawing = try Drawing(CellDrawing.svg(of: network, title: "Found"))
      // Cells 1 and 2 are equal, so they are drawn as one.
      let cells = network.cells.dropLast()
      let edges = cells.flatMap { $0.edges.map(\.edge.description) }
      #expect(drawing.values("data-edge") == edges)
      for operation in network.network.operations {
        let expected = cells.flatMap(\.edges).flatMap(\.operations)
          .count { $0.operation == operation }
        let drawn = drawing.values("data-operation").count { $0 == operation.name }
        #expect(drawn == expected)
      }
    }
  }

  @Test func captionsCountWhatIsLeft() throws {
    let drawing = try Drawing(CellDrawing.svg(of: .sparse(), title: "Found"))
    let cost = MaskedCellNetwork.sparse().cost()
    let parameters = try #require(cost["cells.0"]).parameters.grouped
    #expect(drawing.texts.contains("Normal cell (cell 0)"))
    #expect(drawing.texts.contains("Reduction cell (cells 1, 2)"))
    #expect(
      drawing.texts.contains {
        $0.hasPrefix("7 of 14 edges \u{00B7} 20 of 98 operations \u{00B7} \(parameters) param")
      }
    )
    #expect(drawing.texts.contains { $0.contains("\(cost.total.parameters.grouped) parameters") })
  }

  @Test func differentCellsAreDrawnApart() throws {
    var network = MaskedCellNetwork.sparse()
    network.cells[2].edges[0].importance += 0.01
    let drawing = try Drawing(CellDrawing.svg(of: network, title: "Found"))
    #expect(drawing.values("class").count { $0 == "cell" } == 3)
    #expect(drawing.texts.contains("Reduction cell (cell 2)"))
  }

  @Test func deadNodesAreGreyAndExplained() throws {
    func isDashed(_ network: MaskedCellNetwork) throws -> (nodes: Int, isExplained: Bool) {
      let drawing = try Drawing(CellDrawing.svg(of: network, title: ""))
      return (
        drawing.values("stroke-dasharray").count { $0 == "4 3" },
        drawing.texts.contains { $0.contains("Dashed grey") }
      )
    }
    let one = [(Edge(source: 1, target: 2), 1)]
    // In each of two cells: input 0 and the last 3 nodes.
    #expect(try isDashed(.keeping([.normal: one, .reduction: one])) == (8, true))
    #expect(try isDashed(.full()) == (0, false))
  }

  @Test(
    arguments: [
      "<script>\"A\" & 'B'</script>", "", "line\nbreak\u{0}\u{1B}[1m\u{FFFE}",
      "\u{7D50}\u{679C} \u{1F600}", String(repeating: "long ", count: 60),
      String(repeating: "W", count: 300),
    ]
  )
  func anyTitleGivesAPictureInItsFrame(title: String) throws {
    let drawing = try Drawing(CellDrawing.svg(of: .sparse(), title: title))
    #expect(drawing.widestText <= drawing.width)
  }

  @Test func textKeepsInTheFrameWhateverIsDrawn() throws {
    var loud = MaskedCellNetwork.full()
    for index in loud.cells[0].edges.indices {
      loud.cells[0].edges[index].importance = -1e30
      loud.cells[0].edges[index].operations[0].importance = 99.96
    }
    for network in [loud, .full(of: CellNetwork(operations: Operation.darts))] {
      let drawing = try Drawing(CellDrawing.svg(of: network, title: "Found"))
      #expect(drawing.widestText <= drawing.width)
    }
  }

  @Test(arguments: 2...4)
  func chipTextsDoNotMeet(digits: Int) {
    let chips = ChipStyle(columns: 1, digits: digits)
    for operation in Operation.builtIn {
      for importance: Float in [0, 0.126, 1, 9.99, -9.99, 99.9, 12_345.6, -1e30] {
        let name = operation.chip.text.width(size: 10.5, bold: true)
        let number = importance.compact(digits).width(size: 10.5)
        #expect(name + number + 10 <= chips.width)
      }
    }
  }

  private static func edge(_ importances: [Float]) -> MaskedEdge {
    MaskedEdge(
      edge: Edge(source: 0, target: 2), importance: 1,
      operations: zip(Operation.builtIn, importances).map {
        WeightedOperation(operation: $0, importance: $1)
      })
  }

  @Test(
    arguments: [
      ([0.5, 0.25], 2), ([0.141, 0.143], 3), ([0.141, 0.141], 2), ([0.1411, 0.1413], 4),
      ([0.14111, 0.14112], 4), ([0.3], 2),
    ] as [([Float], Int)])
  func digitsTellImportancesApart(importances: [Float], digits: Int) {
    #expect(ChipStyle([Self.edge([0.9, 0.1]), Self.edge(importances)]).digits == digits)
  }

  @Test func whatIsAlikeHasNoNumbers() throws {
    let chips = ChipStyle(columns: 1, digits: 2)
    func texts(_ importances: [Float]) -> [String?] {
      chips.texts(of: Self.edge(importances).operations)
    }
    #expect(texts([0.25, 0.25]) == [nil, nil])
    #expect(texts([0.25]) == ["0.25"])
    #expect(texts([0.5, 0.25]) == ["0.50", "0.25"])

    func explains(_ importances: [Float]) throws -> Bool {
      var network = MaskedCellNetwork.sparse()
      for cell in network.cells.indices {
        for edge in network.cells[cell].edges.indices {
          for (operation, value) in zip(
            network.cells[cell].edges[edge].operations.indices, importances)
          {
            network.cells[cell].edges[edge].operations[operation].importance = value
          }
        }
      }
      return try Drawing(CellDrawing.svg(of: network, title: "")).texts.contains {
        $0.contains("none where all are alike")
      }
    }
    #expect(try explains([0.25, 0.25, 0.25, 0.25]))
    #expect(try !explains([0.1, 0.2, 0.3, 0.4]))
  }

  @Test func theSameNetworkGivesTheSamePicture() {
    let pictures = (0..<4).map { _ in CellDrawing.svg(of: .full(), title: "Found") }
    #expect(Set(pictures).count == 1)
  }
}
