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
        let drawn = drawing.values("data-operation").count { $0 == operation.rawValue }
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

  @Test func chipTextsDoNotMeet() {
    for operation in Operation.allCases {
      for importance: Float in [0, 0.126, 1, 9.99, -9.99, 99.9, -1e30] {
        let name = operation.chipName.width(size: 10.5, bold: true)
        let number = importance.compact(2).width(size: 10.5)
        #expect(name + number + 10 <= CellCard.chipSize.width)
      }
    }
  }

  @Test func theSameNetworkGivesTheSamePicture() {
    let pictures = (0..<4).map { _ in CellDrawing.svg(of: .full(), title: "Found") }
    #expect(Set(pictures).count == 1)
  }
}
