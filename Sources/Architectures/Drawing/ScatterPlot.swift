/// Points in a frame with labelled axes, one panel beside the other, as SVG.
public struct ScatterPlot {
  /// The points of one panel.
  public struct Panel: Sendable {
    /// The heading.
    public var title: String
    /// A second, smaller line.
    public var caption: String
    /// The label of the horizontal axis, with the unit.
    public var label: String
    /// The horizontal positions.
    public var values: [Double]
    /// What stands beside the points, in plain text; empty for nothing beside any.
    public var names: [String]

    /// A panel of finite values.
    public init(
      title: String, caption: String, label: String, values: [Double], names: [String] = []
    ) {
      self.title = title
      self.caption = caption
      self.label = label
      self.values = values
      self.names = names
    }
  }

  /// Draws panels whose points share their vertical positions.
  ///
  /// The vertical axis leaves out the lowest hundredth of the points where that makes room for the
  /// others; they stand on its lower end, and a note says how many they are.
  ///
  /// - Parameters:
  ///   - title: The heading, in plain text.
  ///   - label: The label of the vertical axes, with the unit.
  ///   - heights: The vertical positions, finite, at least one.
  ///   - panels: Panels with as many values each, at least one.
  /// - Returns: A document of one `svg` element, on white; three panels stand in a row.
  public static func svg(
    title: String, label: String, heights: [Double], panels: [Panel]
  ) -> String {
    precondition(!heights.isEmpty && !panels.isEmpty, "a plot of nothing")
    return ScatterPlot(title: title, label: label, heights: heights, panels: panels).document()
  }

  static let margin = 28.0
  private static let columns = 3

  private let title: String
  private let label: String
  private let heights: [Double]
  private let panels: [Panel]
  private let verticalAxis: PlotAxis

  private init(title: String, label: String, heights: [Double], panels: [Panel]) {
    self.title = title
    self.label = label
    self.heights = heights
    self.panels = panels
    verticalAxis = PlotAxis(robust: heights)
  }

  private func document() -> String {
    let columns = min(Self.columns, panels.count)
    let rows = (panels.count + columns - 1) / columns
    let size = ScatterPanel.size
    let width = 2 * Self.margin + Double(columns) * size.width
    let lines = title.lines(size: 17, bold: true, width: width - 2 * Self.margin)
    let top = Self.margin + Double(lines.count) * 24 + 8
    let height = top + Double(rows) * size.height + Self.margin + (hidden > 0 ? 18 : 0)
    var page = SVGWriter()
    page.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "role": "img",
        "width": width.px, "height": height.px, "viewBox": "0 0 \(width.px) \(height.px)",
        "font-family": "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif",
      ]
    ) { svg in
      svg.element("title", [:], content: title)
      svg.element(
        "rect",
        [
          "x": "0.5", "y": "0.5", "width": (width - 1).px, "height": (height - 1).px, "rx": "10",
          "fill": "#ffffff", "stroke": "#e2e6ec",
        ]
      )
      for (index, line) in lines.enumerated() {
        let baseline = Self.margin + Double(index) * 24 + 15
        svg.label(line, at: Point(x: Self.margin, y: baseline), size: 17, bold: true)
      }
      for (index, panel) in panels.enumerated() {
        let (row, column) = index.quotientAndRemainder(dividingBy: columns)
        let origin = Point(
          x: Self.margin + Double(column) * size.width, y: top + Double(row) * size.height
        )
        ScatterPanel(panel, heights: heights, label: label, verticalAxis: verticalAxis)
          .draw(at: origin, into: &svg)
      }
      if hidden > 0 {
        svg.label(note, at: Point(x: Self.margin, y: height - Self.margin), size: 12)
      }
    }
    return page.text
  }

  private var hidden: Int { heights.count { $0 < verticalAxis.lower } }

  private var note: String {
    "\(hidden.grouped) of \(heights.count.grouped) points lie below the vertical axis and are drawn "
      + "on its lower end."
  }
}

extension SVGWriter {
  /// Writes one line of text.
  mutating func label(
    _ text: String, at point: Point, size: Double, bold: Bool = false, anchor: String = "start",
    rotated: Bool = false
  ) {
    element(
      "text",
      [
        "x": point.x.px, "y": point.y.px, "font-size": size.px, "text-anchor": anchor,
        "font-weight": bold ? "bold" : "normal", "fill": bold ? "#1b2430" : "#3d4857",
        "transform": rotated ? "rotate(-90 \(point.x.px) \(point.y.px))" : "rotate(0)",
      ],
      content: text
    )
  }
}
