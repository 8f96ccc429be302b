import Testing

@testable import Architectures

@Suite struct DrawingLayoutTests {
  private static func networks() -> [MaskedCellNetwork] {
    let sizes = [1, 2, 6].map { nodes in
      MaskedCellNetwork.full(of: CellNetwork(topology: CellTopology(intermediateNodes: nodes)))
    }
    let dead = MaskedCellNetwork.keeping([
      .normal: [(Edge(source: 0, target: 5), 1)], .reduction: [(Edge(source: 1, target: 2), 7)],
    ])
    let graphs = [
      CellTopology.nasBench201, CellTopology(inputs: 1), CellTopology(outputs: [3, 5]),
    ]
    return [.sparse(), .full(), dead] + sizes + (0..<12).map { random($0) }
      + graphs.flatMap { topology in (0..<4).map { random($0, topology) } }
      + graphs.map { .full(of: CellNetwork(topology: $0)) }
  }

  /// Any edges with any number of operations.
  private static func random(
    _ seed: Int, _ topology: CellTopology = CellTopology()
  ) -> MaskedCellNetwork {
    var generator = SplitMix64(seed: UInt64(seed))
    let edges = topology.edges.compactMap { edge in
      let count = Int(generator.next() % 12) - 4
      return count > 0 ? (edge, count) : nil
    }
    let kept = edges.isEmpty ? [(Edge(source: 0, target: 2), 1)] : edges
    return .keeping([.normal: kept, .reduction: kept], of: CellNetwork(topology: topology))
  }

  private static func layouts() -> [CellLayout] {
    networks().flatMap { network in
      network.cells.flatMap { cell in
        [1, 2].map { columns in
          CellLayout(
            cell, topology: network.network.topology,
            chips: ChipStyle(columns: columns, digits: 1 + columns), width: 700
          )
        }
      }
    }
  }

  @Test func labelsOverlapNothing() {
    for layout in Self.layouts() {
      let frames = layout.nodes + [layout.output] + layout.edges.map(\.frame)
      for (index, frame) in frames.enumerated() {
        for other in frames.dropFirst(index + 1) {
          #expect(!frame.overlaps(other))
        }
      }
    }
  }

  @Test func linesPassOverNoOtherLabelOrNode() {
    for layout in Self.layouts() {
      for (index, edge) in layout.edges.enumerated() {
        // With 3 pixels on either side for the width of the line.
        let straight = edge.straight
        let line = Rectangle(
          x: straight.lowerBound, y: edge.frame.midY - 3,
          width: straight.upperBound - straight.lowerBound, height: 6
        )
        let others = layout.edges.indices.filter { $0 != index }.map { layout.edges[$0].frame }
        #expect(!(layout.nodes + others).contains { $0.overlaps(line) })
      }
    }
  }

  @Test func bendsStayInTheGutters() {
    for layout in Self.layouts() {
      let labels = layout.edges.map(\.frame)
      for edge in layout.edges {
        let gutters = [
          Rectangle(
            x: edge.start.x, y: layout.bounds.y,
            width: edge.straight.lowerBound - edge.start.x, height: layout.bounds.height
          ),
          Rectangle(
            x: edge.straight.upperBound, y: layout.bounds.y,
            width: edge.end.x - edge.straight.upperBound, height: layout.bounds.height
          ),
        ]
        for gutter in gutters {
          #expect(gutter.width >= 20)
          #expect(!labels.contains { $0.overlaps(gutter) })
        }
        #expect((edge.start.x...edge.straight.lowerBound).contains(edge.bends.start))
        #expect((edge.straight.upperBound...edge.end.x).contains(edge.bends.end))
      }
    }
  }

  @Test func everythingLiesInTheBounds() {
    for layout in Self.layouts() {
      let bounds = layout.bounds
      #expect(bounds.width >= 699.99)
      for frame in layout.nodes + [layout.output] + layout.edges.map(\.frame) {
        #expect(frame.x >= bounds.x && frame.maxX <= bounds.maxX + 0.01)
        #expect(frame.y >= bounds.y && frame.maxY <= layout.busY)
      }
    }
  }

  @Test func chipsFillTheirCards() {
    for layout in Self.layouts() {
      for edge in layout.edges {
        let chips = edge.card.operations.indices.map { edge.card.chip($0, on: edge.frame) }
        for (index, chip) in chips.enumerated() {
          #expect(chip.x >= edge.frame.x && chip.maxX <= edge.frame.maxX)
          #expect(chip.y >= edge.frame.y + CellCard.importanceBaseline)
          #expect(chip.maxY <= edge.frame.maxY)
          #expect(!chips.dropFirst(index + 1).contains { $0.overlaps(chip) })
        }
        let order = edge.card.operations.map {
          Operation.builtIn.firstIndex(of: $0.operation) ?? 0
        }
        #expect(order == order.sorted() && order.count == edge.masked.operations.count)
      }
    }
  }
}

extension Rectangle {
  /// Whether the interiors share a point, but for rounding.
  fileprivate func overlaps(_ other: Rectangle) -> Bool {
    min(maxX, other.maxX) - max(x, other.x) > 0.001
      && min(maxY, other.maxY) - max(y, other.y) > 0.001
  }
}
