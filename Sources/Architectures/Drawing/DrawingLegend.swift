/// The colours and marks of a drawing and what they mean.
struct DrawingLegend {
  private let operations: [Operation]
  private let topology: CellTopology
  private let hasDeadNodes: Bool
  /// Whether the operations of an edge are alike, so that its chips have no numbers.
  private let hasEqualOperations: Bool

  /// The legend for the cells of a network.
  init(_ network: MaskedCellNetwork) {
    let topology = network.network.topology
    operations = network.network.operations
    self.topology = topology
    hasDeadNodes = network.cells.contains { cell in
      !(0..<topology.inputs).allSatisfy(cell.reads)
        || !topology.intermediates.allSatisfy(cell.isLive)
    }
    let edges = network.cells.flatMap(\.edges)
    let chips = ChipStyle(edges)
    hasEqualOperations = edges.contains { chips.texts(of: $0.operations).contains(nil) }
  }

  /// Draws the legend in lines of at most `width` pixels and returns the height of its end.
  func draw(at origin: Point, width: Double, into svg: inout SVGWriter) -> Double {
    svg.element(
      "line",
      [
        "x1": origin.x.px, "y1": origin.y.px, "x2": (origin.x + width).px, "y2": origin.y.px,
        "stroke": "#e2e6ec",
      ]
    )
    let itemWidth = 66 + (operations.map { $0.name.width(size: 12) }.max() ?? 0)
    let rows = (Double(operations.count) / (width / itemWidth).rounded(.down)).rounded(.up)
    let columns = Int((Double(operations.count) / rows).rounded(.up))
    for (index, operation) in operations.enumerated() {
      let (row, column) = index.quotientAndRemainder(dividingBy: columns)
      let x = origin.x + Double(column) * itemWidth
      let y = origin.y + 16 + Double(row) * 24
      drawSwatch(operation, at: Point(x: x, y: y), into: &svg)
      drawText(operation.name, at: Point(x: x + 48, y: y + 12.5), into: &svg)
    }
    var y = origin.y + 20 + rows * 24
    for line in marks.lines(size: 12, width: width) {
      drawText(line, at: Point(x: origin.x, y: y + 12), into: &svg)
      y += 17
    }
    return y
  }

  private var marks: String {
    "Bold number and line width: importance of the edge. Number on a chip: importance of the "
      + "operation" + (hasEqualOperations ? "; none where all are alike" : "")
      + ". "
      + (topology.inputs == 2
        ? "k\u{2212}2, k\u{2212}1: outputs of the two cells before."
        : "k\u{2212}1: output of the cell before.")
      + " Dotted line: " + (topology.outputs.count > 1 ? "concatenation." : "the output.")
      + (hasDeadNodes ? " Dashed grey: input not read, or node without inputs (zeros)." : "")
  }

  private func drawSwatch(_ operation: Operation, at point: Point, into svg: inout SVGWriter) {
    svg.element(
      "rect",
      [
        "x": point.x.px, "y": point.y.px, "width": "42", "height": "17", "rx": "4",
        "fill": operation.chip.colour,
      ]
    )
    svg.element(
      "text",
      [
        "x": (point.x + 21).px, "y": (point.y + 12.3).px, "font-size": "10.5",
        "font-weight": "bold", "text-anchor": "middle", "fill": "#1b2430",
      ],
      content: operation.chip.text
    )
  }

  private func drawText(_ text: String, at point: Point, into svg: inout SVGWriter) {
    svg.element(
      "text", ["x": point.x.px, "y": point.y.px, "font-size": "12", "fill": "#3d4857"],
      content: text
    )
  }
}
