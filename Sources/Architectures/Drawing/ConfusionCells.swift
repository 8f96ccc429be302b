/// The cells of a confusion matrix; those without images are not drawn.
struct ConfusionCells {
  /// A file stays below 2 MB with so many cells.
  private static let limit = 150_000

  private let confusion: [[Int]]
  private let sums: [Int]
  /// From one cell to the next.
  let pitch: Double
  /// Between two cells.
  private let gap: Double
  /// The size of the numbers; nil where they have no room.
  private let numberSize: Double?
  /// The share of its row from which on a cell is drawn: so few images hardly show where there are many classes.
  let leastShare: Double

  init(_ confusion: [[Int]]) {
    let count = confusion.count
    self.confusion = confusion
    sums = confusion.map { $0.reduce(0, +) }
    switch count {
    case ...5: pitch = 64
    case ...12: pitch = 44
    case ...40: pitch = 30
    case ...100: pitch = 12
    default: pitch = max(1, (1200 / Double(count)).rounded(.down))
    }
    gap = count <= 100 ? 1 : 0
    let most = confusion.reduce(0) { max($0, $1.max() ?? 0) }
    let room = (pitch - 5) / "\(most)".width(size: 1)
    numberSize = count <= 40 && room >= 6.5 ? min(room, pitch > 30 ? 14 : 11) : nil
    // A row has at most 1 / leastShare cells that are drawn.
    leastShare = count <= 100 ? 0 : Double(count) / Double(Self.limit)
  }

  /// The width and height of all cells.
  var side: Double { Double(confusion.count) * pitch }
  /// Whether the cells show their numbers of images.
  var hasNumbers: Bool { numberSize != nil }

  /// Draws the cells right of and below a point.
  func draw(at corner: Point, into svg: inout SVGWriter) {
    svg.element(
      "rect",
      [
        "x": (corner.x - 1).px, "y": (corner.y - 1).px, "width": (side + 1).px,
        "height": (side + 1).px, "fill": "#f7f8fa", "stroke": "#d5dae2",
      ])
    let paths = paths
    for shade in ConfusionShade.all {
      guard let path = paths[shade] else { continue }
      svg.element(
        "path",
        [
          "class": "cells", "d": path, "fill": "none", "stroke": shade.fill,
          "stroke-width": (pitch - gap).px,
          "transform": "translate(\(corner.x.px) \((corner.y + (pitch - gap) / 2).px))",
        ])
    }
    if let numberSize { drawNumbers(size: numberSize, at: corner, into: &svg) }
  }

  /// The cells of each shade as strokes from left to right, which take a few bytes each.
  private var paths: [ConfusionShade: String] {
    var paths: [ConfusionShade: String] = [:]
    for row in confusion.indices {
      // Where the last stroke of a shade ended in this row.
      var ends: [ConfusionShade: Double] = [:]
      for (shade, cells) in runs(in: row) {
        let (start, length) = (Double(cells.lowerBound) * pitch, Double(cells.count) * pitch - gap)
        let move =
          ends[shade].map { "m\((start - $0).px) 0" } ?? "M\(start.px) \((Double(row) * pitch).px)"
        paths[shade, default: ""] += "\(move)h\(length.px)"
        ends[shade] = start + length
      }
    }
    return paths
  }

  /// The drawn cells of a row; neighbours of one shade are together where no gap tells them apart.
  private func runs(in row: Int) -> [(ConfusionShade, Range<Int>)] {
    var runs: [(shade: ConfusionShade, cells: Range<Int>)] = []
    for column in confusion.indices {
      guard let shade = shade(row, column) else { continue }
      if gap == 0, let last = runs.last, last.shade == shade, last.cells.upperBound == column {
        runs[runs.count - 1].cells = last.cells.lowerBound..<column + 1
      } else {
        runs.append((shade, column..<column + 1))
      }
    }
    return runs
  }

  /// The shade of a cell; nil for one that is not drawn.
  private func shade(_ row: Int, _ column: Int) -> ConfusionShade? {
    let count = confusion[row][column]
    guard count > 0 else { return nil }
    let share = Double(count) / Double(sums[row])
    return share < leastShare ? nil : ConfusionShade(share, isMistake: row != column)
  }

  private func drawNumbers(size: Double, at corner: Point, into svg: inout SVGWriter) {
    for (row, counts) in confusion.enumerated() {
      for (column, count) in counts.enumerated() {
        guard let shade = shade(row, column) else { continue }
        svg.text(
          "\(count)",
          at: Point(
            x: corner.x + Double(column) * pitch + (pitch - gap) / 2,
            y: corner.y + Double(row) * pitch + (pitch - gap) / 2 + size * 0.35),
          size: size, fill: shade.ink, centred: true)
      }
    }
  }
}
