internal import Tracking

/// The nodes of a cell in a row, the inputs first, and the edges as arcs between them.
///
/// Edges run from left to right. The heavier an edge, the wider and darker it is. One whose operations are all switched
/// off is dashed. Edges from even nodes run above the row, those from odd nodes below it, neighbours on it.
struct CellGraph {
  private static let radius = 14.0
  private static let tallest = 100.0

  /// What it takes up.
  let frame: Frame
  private let cell: CellState
  private let nodes: [Point]

  /// Lays out a cell in the width of a frame, which becomes as high as is needed.
  init(_ cell: CellState, frame: Frame) {
    self.cell = cell
    let (above, below) = (Self.room(cell, parity: 0), Self.room(cell, parity: 1))
    self.frame = Frame(
      x: frame.x, y: frame.y, width: frame.width, height: Int(above + below + 2 * Self.radius))
    let count = cell.inputs + cell.nodes
    let step = (Double(frame.width) - 2 * Self.radius) / Double(max(count - 1, 1))
    nodes = (0..<count).map { node in
      Point(
        x: Double(frame.x) + Self.radius + step * Double(node),
        y: Double(frame.y) + above + Self.radius)
    }
  }

  /// Draws it, the heaviest edges and the nodes on top.
  func draw(on canvas: inout Canvas) {
    for edge in cell.edges.sorted(by: { share($0.weight) < share($1.weight) }) {
      draw(edge, on: &canvas)
    }
    for (node, place) in nodes.enumerated() {
      let isInput = node < cell.inputs
      canvas.fillCircle(place, radius: Self.radius, isInput ? .quiet : .node)
      if isInput { canvas.fillCircle(place, radius: Self.radius - 1.5, .input) }
      let label = Canvas.Label(
        "\(node)", fitting: Int(2 * Self.radius) - 4, isInput ? .ink : .white)
      canvas.write(label, midX: place.x, midY: Int(place.y))
    }
  }

  private func draw(_ edge: CellState.EdgeState, on canvas: inout Canvas) {
    let weight = share(edge.weight)
    let pen =
      edge.isOff
      ? Canvas.Pen(colour: .quiet, width: 1, opacity: 0.6, isDashed: true)
      : Canvas.Pen(colour: .strong, width: 1.2 + 4.3 * weight, opacity: 0.15 + 0.85 * weight)
    let height = Self.height(of: edge, in: cell) * (edge.source.isMultiple(of: 2) ? 1 : -1)
    canvas.draw(nodes[edge.source].arc(to: nodes[edge.target], height: height), pen)
  }

  /// How far an edge leaves the row: the farther, the more nodes it passes.
  private static func height(of edge: CellState.EdgeState, in cell: CellState) -> Double {
    let most = max(cell.inputs + cell.nodes - 2, 1)
    let passed = edge.target - edge.source - 1
    return passed == 0 ? 0 : radius + 10 + (tallest - radius - 10) * Double(passed) / Double(most)
  }

  /// What edges from even nodes, or from odd ones, need beyond the nodes.
  private static func room(_ cell: CellState, parity: Int) -> Double {
    let heights = cell.edges.filter { $0.source % 2 == parity }.map { height(of: $0, in: cell) }
    return max(0, (heights.max() ?? 0) - radius + 4)
  }
}
