internal import Foundation

extension Canvas {
  /// How a line looks.
  struct Pen {
    var colour: Colour
    /// In pixels.
    var width: Double
    /// In [0, 1].
    var opacity = 1.0
    var isDashed = false
  }

  /// Draws a line through points, smooth and with round ends; where it crosses itself it is no darker.
  mutating func draw(_ points: [Point], _ pen: Pen) {
    let reach = pen.width / 2 + 1
    guard let left = points.map(\.x).min(), let right = points.map(\.x).max(),
      let top = points.map(\.y).min(), let bottom = points.map(\.y).max()
    else { return }
    let columns = Int(left - reach)...Int(right + reach)
    let rows = Int(top - reach)...Int(bottom + reach)
    var cover = [Double](repeating: 0, count: columns.count * rows.count)
    var touched: [(place: Int, x: Int, y: Int)] = []
    var length = 0.0
    for (start, end) in zip(points, points.dropFirst()) {
      // A dash of five pixels and a gap as long.
      let isGap = pen.isDashed && Int(length / 5) % 2 == 1
      length += hypot(end.x - start.x, end.y - start.y)
      guard !isGap else { continue }
      for y in Int(min(start.y, end.y) - reach)...Int(max(start.y, end.y) + reach) {
        for x in Int(min(start.x, end.x) - reach)...Int(max(start.x, end.x) + reach) {
          let middle = Point(x: Double(x) + 0.5, y: Double(y) + 0.5)
          let covered = pen.width / 2 + 0.5 - middle.distance(to: start, end)
          guard covered > 0 else { continue }
          let place = (y - rows.lowerBound) * columns.count + x - columns.lowerBound
          if cover[place] == 0 { touched.append((place, x, y)) }
          cover[place] = max(cover[place], min(covered, pen.width, 1))
        }
      }
    }
    for (place, x, y) in touched {
      lay(pen.colour, opacity: cover[place] * pen.opacity, x: x, y: y)
    }
  }

  /// Fills a circle.
  mutating func fillCircle(_ centre: Point, radius: Double, _ colour: Colour) {
    draw([centre, centre], Pen(colour: colour, width: 2 * radius))
  }
}

extension Point {
  /// The points of half an ellipse over the line to another point, or below it where `height` is negative.
  func arc(to end: Point, height: Double) -> [Point] {
    // Steps of three pixels, for dashes.
    let steps = max(8, Int(hypot(end.x - x, 2 * height) / 3))
    return (0...steps).map { step in
      let angle = Double.pi * Double(step) / Double(steps)
      let middle = Point(x: (x + end.x) / 2, y: (y + end.y) / 2)
      return Point(
        x: middle.x - (end.x - x) / 2 * cos(angle), y: middle.y - height * sin(angle))
    }
  }

  /// How far it is to a line between two points.
  fileprivate func distance(to start: Point, _ end: Point) -> Double {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let square = dx * dx + dy * dy
    let along = square == 0 ? 0 : ((x - start.x) * dx + (y - start.y) * dy) / square
    let nearest = min(max(along, 0), 1)
    let (across, down) = (x - start.x - nearest * dx, y - start.y - nearest * dy)
    return (across * across + down * down).squareRoot()
  }
}
