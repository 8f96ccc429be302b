/// The picture of one distinct cell of a network, with its heading and caption.
struct CellSection {
  let cell: MaskedCell
  let topology: CellTopology
  let layout: CellLayout
  let heading: String
  let caption: String
  /// The largest importance of an edge in the network, which has the widest line.
  private let widest: Float
  /// The digits after the point of an edge's importance.
  let digits: Int

  /// The distinct cells of a network, by their first position, all of the same width.
  static func sections(
    of network: MaskedCellNetwork, report: CostReport, minimumWidth: Double
  ) -> [CellSection] {
    let groups = Dictionary(grouping: network.cells.indices) { network.cells[$0] }
    let edges = network.cells.flatMap(\.edges)
    let chips = ChipStyle(edges)
    let widest = edges.map { abs($0.importance) }.max() ?? 0
    func layout(_ cell: MaskedCell, width: Double) -> CellLayout {
      CellLayout(
        cell, topology: network.network.topology(of: cell.kind), chips: chips, width: width)
    }
    let width = groups.keys.map { layout($0, width: minimumWidth).bounds.width }.max()
    return groups.sorted { $0.value[0] < $1.value[0] }.map { cell, positions in
      let statistics = CellStatistics(of: cell, in: network.network)
      let cost = positions.compactMap { report["cells.\($0)"] }.reduce(.zero, +)
      return CellSection(
        cell: cell,
        topology: network.network.topology(of: cell.kind),
        layout: layout(cell, width: width ?? minimumWidth),
        heading: heading(cell.kind, positions),
        caption: caption(statistics, cost, copies: positions.count),
        widest: widest,
        digits: max(3, chips.digits)
      )
    }
  }

  private static func heading(_ kind: CellKind, _ positions: [Int]) -> String {
    let name = kind == .normal ? "Normal cell" : "Reduction cell"
    return "\(name) (\(positions.count == 1 ? "cell" : "cells") \(positions.ranges))"
  }

  private static func caption(_ statistics: CellStatistics, _ cost: Cost, copies: Int) -> String {
    let edges = statistics.operationsPerEdge.count
    let candidates = edges * (statistics.operationsPerEdgeHistogram.count - 1)
    return [
      "\(statistics.edges) of \(edges) edges",
      "\(statistics.operations) of \(candidates) operations",
      "\(cost.parameters.grouped) parameters",
      "\(cost.multiplyAdds.abbreviated) multiply-adds"
        + (copies > 1 ? " in \(copies) cells" : ""),
    ].joined(separator: " \u{00B7} ")
  }

  /// Draws the cell with the origin of its layout at `origin`.
  func draw(at origin: Point, into svg: inout SVGWriter) {
    svg.element(
      "g", ["class": "cell", "transform": "translate(\(origin.x.px) \(origin.y.px))"]
    ) { svg in
      drawBus(into: &svg)
      for edge in layout.edges { drawLine(edge, into: &svg) }
      for edge in layout.edges { drawCard(edge, into: &svg) }
      for node in layout.nodes.indices { drawNode(node, into: &svg) }
      draw(layout.output, text: "output", style: .input, into: &svg)
    }
  }

  /// The importance of an edge relative to the largest of the network, from 0 to 1.
  func ratio(_ edge: CellLayout.PlacedEdge) -> Double {
    widest > 0 ? Double(abs(edge.masked.importance) / widest) : 0
  }

  /// The shade of an edge, from light grey to dark blue-grey with its importance.
  func colour(of edge: CellLayout.PlacedEdge) -> String {
    let (light, dark) = ([160.0, 172, 188], [51.0, 67, 90])
    let channels = zip(light, dark).map { Int(($0 + ($1 - $0) * ratio(edge)).rounded()) }
    return "rgb(\(channels[0]),\(channels[1]),\(channels[2]))"
  }
}

extension CellSection {
  /// A single cell, whose edges all have the same importance.
  init(
    _ cell: MaskedCell, topology: CellTopology, heading: String, caption: String,
    minimumWidth: Double
  ) {
    let chips = ChipStyle(cell.edges)
    self.init(
      cell: cell, topology: topology,
      layout: CellLayout(cell, topology: topology, chips: chips, width: minimumWidth),
      heading: heading, caption: caption, widest: 1, digits: 3)
  }
}

extension DrawingPage {
  /// Draws a cell with its heading and caption under everything.
  mutating func draw(_ section: CellSection) {
    y += 24
    paragraph(section.heading, size: 15, bold: true)
    y += 2
    paragraph(section.caption, size: 12)
    y += 16
    let bounds = section.layout.bounds
    let origin = Point(x: Self.margin, y: y - bounds.y)
    draw { section.draw(at: origin, into: &$0) }
    y += bounds.height
  }
}
