/// What the marks of a drawn macro network mean.
struct MacroLegend {
  private let lines: [String]
  /// The height of the legend.
  var height: Double { 20 + Double(lines.count) * 17 }

  /// The legend of what occurs in a network, in lines of at most `width` pixels.
  init(_ plan: MacroPlan, width: Double) {
    let inner = plan.blocks.compactMap {
      if case .invertedResidual(let inner) = $0.kind { inner } else { nil }
    }
    var lines: [String] = []
    if !inner.isEmpty {
      lines.append(
        "A block expands its channels (\u{00D7}), filters them depthwise by the kernels at its top "
          + "and projects them.")
      lines.append("in \u{2192} out: channels of input and output; /2: stride 2.")
    }
    if inner.contains(where: { $0.branches.count > 1 }) {
      lines.append("Two kernels filter one half of the channels each.")
    }
    if inner.contains(where: { $0.squeezeChannels != nil }) {
      lines.append("SE: squeeze-and-excitation through so many channels.")
    }
    if plan.blocks.contains(where: \.isResidual) {
      lines.append("Arc: the input is added to the output.")
    }
    lines.append("At the bottom of a box: parameters \u{00B7} multiply-adds.")
    self.init(lines, width: width)
  }

  /// A legend of sentences, in lines of at most `width` pixels.
  init(_ sentences: [String], width: Double) {
    lines = sentences.flatMap { $0.lines(size: 12, width: width) }
  }

  /// Draws the legend under a line of that width.
  func draw(at origin: Point, width: Double, into svg: inout SVGWriter) {
    svg.element(
      "line",
      [
        "x1": origin.x.px, "y1": origin.y.px, "x2": (origin.x + width).px, "y2": origin.y.px,
        "stroke": "#e2e6ec",
      ])
    for (index, line) in lines.enumerated() {
      svg.text(
        line, at: Point(x: origin.x, y: origin.y + 20 + Double(index) * 17), size: 12,
        fill: "#5b6675")
    }
  }
}

extension DrawingPage {
  /// Draws a legend under everything.
  mutating func draw(_ legend: MacroLegend) {
    let origin = Point(x: Self.margin, y: y + 6)
    let width = width
    draw { legend.draw(at: origin, width: width, into: &$0) }
    y = origin.y + legend.height
  }
}
