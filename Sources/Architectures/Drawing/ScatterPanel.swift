/// One panel of a `ScatterPlot`.
struct ScatterPanel {
  /// The room that a panel takes, labels included.
  static let size = (width: 350.0, height: 356.0)
  private static let left = 62.0
  private static let top = 44.0
  private static let side = 262.0

  private let panel: ScatterPlot.Panel
  private let heights: [Double]
  private let label: String
  private let verticalAxis: PlotAxis
  private let horizontalAxis: PlotAxis

  init(
    _ panel: ScatterPlot.Panel, heights: [Double], label: String, verticalAxis: PlotAxis
  ) {
    precondition(
      panel.values.count == heights.count, "\(panel.values.count) of \(heights.count) points"
    )
    precondition(
      panel.names.isEmpty || panel.names.count == heights.count,
      "\(panel.names.count) names of \(heights.count) points")
    self.panel = panel
    self.heights = heights
    self.label = label
    self.verticalAxis = verticalAxis
    horizontalAxis = PlotAxis(panel.values)
  }

  func draw(at origin: Point, into svg: inout SVGWriter) {
    let frame = Rectangle(
      x: origin.x + Self.left, y: origin.y + Self.top, width: Self.side, height: Self.side
    )
    svg.element("g", ["class": "panel"]) { svg in
      svg.label(panel.title, at: Point(x: frame.x, y: origin.y + 14), size: 14, bold: true)
      svg.label(panel.caption, at: Point(x: frame.x, y: origin.y + 32), size: 12)
      drawTicks(in: frame, into: &svg)
      svg.element(
        "path",
        [
          "class": "points", "d": points(in: frame), "stroke": "#2b6cb0", "stroke-width": "2.6",
          "stroke-opacity": "0.55", "stroke-linecap": "round", "fill": "none",
        ]
      )
      drawNames(in: frame, into: &svg)
      svg.element(
        "rect",
        [
          "x": frame.x.px, "y": frame.y.px, "width": frame.width.px, "height": frame.height.px,
          "fill": "none", "stroke": "#8a94a3",
        ]
      )
      svg.label(
        panel.label, at: Point(x: frame.midX, y: frame.maxY + 36), size: 12, anchor: "middle"
      )
      svg.label(
        label, at: Point(x: frame.x - 46, y: frame.midY), size: 12, anchor: "middle", rotated: true
      )
    }
  }

  /// Each name beside its point, on the side where there is more room.
  private func drawNames(in frame: Rectangle, into svg: inout SVGWriter) {
    for (name, place) in zip(panel.names, zip(panel.values, heights)) where !name.isEmpty {
      let across = horizontalAxis.position(place.0)
      let isRight = across > 0.5
      let point = Point(
        x: frame.x + across * frame.width + (isRight ? -5 : 5),
        y: frame.maxY - verticalAxis.position(place.1) * frame.height + 4)
      svg.label(name, at: point, size: 10, anchor: isRight ? "end" : "start")
    }
  }

  private func drawTicks(in frame: Rectangle, into svg: inout SVGWriter) {
    for tick in horizontalAxis.ticks {
      let x = frame.x + horizontalAxis.position(tick) * frame.width
      drawLine(from: Point(x: x, y: frame.y), to: Point(x: x, y: frame.maxY), into: &svg)
      let text = tick.fixed(horizontalAxis.digits)
      svg.label(text, at: Point(x: x, y: frame.maxY + 17), size: 11, anchor: "middle")
    }
    for tick in verticalAxis.ticks {
      let y = frame.maxY - verticalAxis.position(tick) * frame.height
      drawLine(from: Point(x: frame.x, y: y), to: Point(x: frame.maxX, y: y), into: &svg)
      let text = tick.fixed(verticalAxis.digits)
      svg.label(text, at: Point(x: frame.x - 7, y: y + 4), size: 11, anchor: "end")
    }
  }

  private func drawLine(from start: Point, to end: Point, into svg: inout SVGWriter) {
    svg.element(
      "line",
      [
        "x1": start.x.px, "y1": start.y.px, "x2": end.x.px, "y2": end.y.px, "stroke": "#e8ebf0",
      ]
    )
  }

  /// The points as strokes of no length with round ends: in a file, a few times shorter than circles.
  private func points(in frame: Rectangle) -> String {
    var seen: Set<String> = []
    var path = ""
    for (value, height) in zip(panel.values, heights) {
      let x = frame.x + horizontalAxis.position(value) * frame.width
      let y = frame.maxY - verticalAxis.position(height) * frame.height
      let point = "M\(x.px) \(y.px)h0"
      if seen.insert(point).inserted { path += point }
    }
    return path
  }
}
