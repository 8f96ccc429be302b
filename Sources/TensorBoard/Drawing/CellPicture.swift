internal import Tracking

/// A cell of a supernet as a small picture: its graph, and below it a table of the weights.
struct CellPicture {
  /// What was drawn.
  private(set) var canvas: Canvas

  static let margin = 16
  private static let width = 640
  private static let heading = 56

  /// Draws a cell; nil for one too large for anybody to see something.
  ///
  /// - Parameters:
  ///   - cell: The cell.
  ///   - title: What stands over it.
  init?(of cell: CellState, title: String) {
    guard cell.inputs + cell.nodes <= 40, cell.edges.count <= 200, cell.operations.count <= 60
    else { return nil }
    let table = CellTable(cell, width: Self.width - 2 * Self.margin)
    let width = max(Self.width, table.width + 2 * Self.margin)
    let graph = CellGraph(
      cell, frame: Frame(x: Self.margin, y: Self.heading, width: width - 2 * Self.margin, height: 0)
    )
    canvas = Canvas(width: width, height: graph.frame.maxY + table.height + 2 * Self.margin)
    let room = width - 2 * Self.margin
    canvas.write(Canvas.Label(title, fitting: room), x: Self.margin, midY: 20)
    let cells = cell.cells.map(String.init).joined(separator: " ")
    let shared = (cell.cells.count == 1 ? "cell " : "cells ") + cells
    canvas.write(Canvas.Label(shared, fitting: room, largest: 1, .quiet), x: Self.margin, midY: 40)
    graph.draw(on: &canvas)
    table.draw(on: &canvas, x: Self.margin, y: graph.frame.maxY + Self.margin)
  }
}

extension CellState.EdgeState {
  /// Whether the masks leave nothing of the edge.
  var isOff: Bool { kept.map { !$0.contains(true) } ?? false }
}

/// A weight as a share in [0, 1], whatever it is.
func share(_ weight: Float) -> Double { weight.isFinite ? Double(min(max(weight, 0), 1)) : 0 }
