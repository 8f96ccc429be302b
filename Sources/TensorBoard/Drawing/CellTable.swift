internal import Tracking

/// A table with a column for each edge and a row for each operation, and one for the edges themselves.
///
/// The darker a field, the heavier what it stands for; its number is the weight in percent. What the masks switched off
/// is crossed out.
struct CellTable {
  private static let row = 20
  private static let gap = 4
  private static let least = 16
  private static let most = 44

  private let cell: CellState
  private let labels: Int
  private let column: Int
  /// Where each edge's column begins, right of the labels; columns of the same target stand together.
  private let places: [Int]

  /// Lays out a cell in a width; one with many edges takes more.
  init(_ cell: CellState, width: Int) {
    self.cell = cell
    let longest = (cell.operations + ["edge"]).map(\.count).max() ?? 0
    let scale = longest <= 14 ? 2 : 1
    labels = min(longest, 40) * BitmapFont.advance * scale + 10
    let targets = cell.edges.map(\.target)
    let groups = zip(targets.dropFirst(), targets).map { $0 == $1 ? 0 : 1 }
    let gaps = groups.reduce(0, +) * Self.gap
    let room = (width - labels - gaps) / max(cell.edges.count, 1)
    let column = min(max(room, Self.least), Self.most)
    self.column = column
    var (places, next) = ([Int](), 0)
    for group in [0] + groups {
      next += group * Self.gap
      places.append(next)
      next += column
    }
    self.places = places
  }

  var width: Int { labels + (places.last ?? 0) + column }
  /// Two rows for the nodes of the edges, one for the edges.
  var height: Int { Self.row * (cell.operations.count + 3) + Self.gap }

  /// Draws it from its upper left corner.
  func draw(on canvas: inout Canvas, x: Int, y: Int) {
    let names = ["from", "to", "edge"] + cell.operations
    for (row, name) in names.enumerated() {
      let label = Canvas.Label(name, fitting: labels - 10, row < 2 ? .quiet : .ink)
      canvas.write(label, x: x, midY: top(of: row, from: y) + Self.row / 2)
    }
    for (edge, place) in zip(cell.edges, places) {
      func frame(_ row: Int) -> Frame {
        Frame(
          x: x + labels + place, y: top(of: row, from: y), width: column - 1, height: Self.row - 1)
      }
      write("\(edge.source)", in: frame(0), .quiet, on: &canvas)
      write("\(edge.target)", in: frame(1), .quiet, on: &canvas)
      draw(share(edge.weight), isOff: edge.isOff, in: frame(2), on: &canvas)
      for (index, weight) in edge.operations.enumerated() {
        let isOff = edge.kept.map { !$0[index] } ?? false
        draw(share(weight), isOff: isOff, in: frame(index + 3), on: &canvas)
      }
    }
  }

  /// The operations stand a little below what is of the edges.
  private func top(of row: Int, from y: Int) -> Int {
    y + row * Self.row + (row < 3 ? 0 : Self.gap)
  }

  private func draw(_ weight: Double, isOff: Bool, in frame: Frame, on canvas: inout Canvas) {
    // The root tells small ones apart.
    let shade = Colour.input.mixed(with: .strong, weight.squareRoot())
    canvas.fill(frame, isOff ? shade.mixed(with: .white, 0.5) : shade)
    if isOff {
      let (left, right) = (Double(frame.x) + 2, Double(frame.maxX) - 2)
      let (top, bottom) = (Double(frame.y) + 2, Double(frame.maxY) - 2)
      let pen = Canvas.Pen(colour: .off, width: 1.3, opacity: 0.8)
      canvas.draw([Point(x: left, y: top), Point(x: right, y: bottom)], pen)
      canvas.draw([Point(x: left, y: bottom), Point(x: right, y: top)], pen)
    } else {
      let percent = Int((weight * 100).rounded())
      write("\(percent)", in: frame, weight > 0.3 ? .white : .ink, on: &canvas)
    }
  }

  /// Writes a number in a field; none is better than a part of one.
  private func write(_ text: String, in frame: Frame, _ colour: Colour, on canvas: inout Canvas) {
    let label = Canvas.Label(text, fitting: frame.width - 2, colour)
    guard label.text == text else { return }
    canvas.write(label, midX: frame.midX, midY: frame.y + frame.height / 2)
  }
}
