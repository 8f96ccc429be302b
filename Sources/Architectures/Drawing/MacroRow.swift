/// A row of a drawn macro network: a stage with its blocks, or what comes before or after them.
struct MacroRow {
  static let gap = 26.0
  private static let labelWidth = 92.0
  private static let headroom = 24.0
  private static let footroom = 26.0

  let heading: String
  let caption: String
  let boxes: [MacroBox]

  var height: Double { Self.headroom + MacroBox.size.height + Self.footroom }

  /// The left edge of a box, from that of the row.
  static func x(of index: Int) -> Double {
    labelWidth + Double(index) * (MacroBox.size.width + gap)
  }

  /// The width of a row of so many boxes.
  static func width(boxes: Int) -> Double { x(of: boxes) - gap }

  /// The stem, the stages and the end of a network.
  static func rows(of plan: MacroPlan) -> [MacroRow] {
    let costs = plan.ends().costReport()
    func cost(_ part: String) -> Cost { costs[part] ?? .zero }
    let stages = Dictionary(grouping: plan.blocks, by: \.stage).sorted { $0.key < $1.key }
    let stem = MacroRow(
      heading: "Image", caption: plan.image.text,
      boxes: [MacroBox(convolution: plan.stem, name: "stem", cost: cost("stem"))])
    let middle = stages.map { stage, blocks in
      MacroRow(
        heading: "Stage \(stage + 1)", caption: blocks.last?.output.text ?? "",
        boxes: boxes(of: blocks))
    }
    let end = MacroRow(
      heading: "End", caption: "\(plan.classes) classes",
      boxes: [
        MacroBox(convolution: plan.head, name: "head", cost: cost("head")),
        MacroBox(
          lines: ["global average"], title: "pool", colours: [MacroBox.plain],
          cost: .zero),
        MacroBox(
          lines: ["\(plan.headShape.channels) \u{2192} \(plan.classes)"], title: "linear",
          colours: [MacroBox.plain],
          cost: cost("classifier")),
      ])
    return [stem] + middle + [end]
  }

  /// A box for each block, and one for each run of skipped ones.
  private static func boxes(of blocks: [MacroBlock]) -> [MacroBox] {
    var boxes: [MacroBox] = []
    var skips = 0
    for block in blocks {
      if block.kind == .identity {
        skips += 1
      } else {
        if skips > 0 { boxes.append(MacroBox(skips: skips)) }
        skips = 0
        boxes.append(MacroBox(block))
      }
    }
    return skips > 0 ? boxes + [MacroBox(skips: skips)] : boxes
  }

  func draw(at origin: Point, into svg: inout SVGWriter) {
    let middle = origin.y + Self.headroom + MacroBox.size.height / 2
    svg.element("g", ["class": "stage"]) { svg in
      svg.text(
        heading, at: Point(x: origin.x, y: middle - 2), size: 14, fill: "#1b2430", bold: true)
      svg.text(caption, at: Point(x: origin.x, y: middle + 15), size: 12, fill: "#5b6675")
      for (index, box) in boxes.enumerated() {
        let frame = frame(of: index, at: origin)
        if index > 0 { svg.arrow("M\((frame.x - Self.gap).px) \(middle.px)H\((frame.x - 2).px)") }
        box.draw(in: frame, into: &svg)
        if box.isResidual { drawArc(over: frame, into: &svg) }
      }
    }
  }

  private func frame(of index: Int, at origin: Point) -> Rectangle {
    Rectangle(
      x: origin.x + Self.x(of: index), y: origin.y + Self.headroom,
      width: MacroBox.size.width, height: MacroBox.size.height)
  }

  /// Draws the way around a block, from the line before it to the line behind it.
  private func drawArc(over frame: Rectangle, into svg: inout SVGWriter) {
    let (left, right) = (frame.x - 9, frame.maxX + 9)
    let (top, line) = (frame.y - 12, frame.midY)
    var path =
      "M\(left.px) \(line.px)V\((top + 8).px)Q\(left.px) \(top.px) \((left + 8).px) \(top.px)"
    path += "H\((right - 8).px)Q\(right.px) \(top.px) \(right.px) \((top + 8).px)V\((line - 6).px)"
    svg.element(
      "path",
      [
        "class": "residual", "d": path, "fill": "none", "stroke": "#8a5cc7", "stroke-width": "1.5",
      ])
    svg.element(
      "circle",
      [
        "cx": right.px, "cy": line.px, "r": "6", "fill": "#ffffff", "stroke": "#8a5cc7",
        "stroke-width": "1.5",
      ])
    svg.element(
      "path",
      [
        "d": "M\((right - 3).px) \(line.px)h6M\(right.px) \((line - 3).px)v6",
        "stroke": "#8a5cc7", "stroke-width": "1.5",
      ])
  }

  /// Draws the line from the end of this row to the first box of the next.
  func drawTurn(
    from origin: Point, to next: MacroRow, at nextOrigin: Point, into svg: inout SVGWriter
  ) {
    let last = frame(of: boxes.count - 1, at: origin)
    let first = next.frame(of: 0, at: nextOrigin)
    let (right, left) = (last.maxX + 17, first.x - 17)
    let between = nextOrigin.y + 1
    var path = "M\(last.maxX.px) \(last.midY.px)H\((right - 6).px)"
    path += "q6 0 6 6V\((between - 6).px)q0 6 -6 6H\((left + 6).px)"
    path += "q-6 0 -6 6V\((first.midY - 6).px)q0 6 6 6H\((first.x - 2).px)"
    svg.arrow(path)
  }
}

extension DrawingPage {
  /// Draws rows of boxes under each other, with lines from the end of each to the next.
  mutating func draw(_ rows: [MacroRow]) {
    y += 18
    var origins: [Point] = []
    for row in rows {
      origins.append(Point(x: Self.margin, y: y))
      y += row.height
    }
    draw { svg in
      for (row, origin) in zip(rows, origins) { row.draw(at: origin, into: &svg) }
      for index in rows.indices.dropLast() {
        rows[index].drawTurn(
          from: origins[index], to: rows[index + 1], at: origins[index + 1], into: &svg)
      }
    }
  }
}

extension SVGWriter {
  /// Draws a line with an arrowhead at its end, which points to the right.
  mutating func arrow(_ path: String) {
    element(
      "path",
      ["class": "flow", "d": path, "fill": "none", "stroke": "#5b6b80", "stroke-width": "1.5"]
    )
    element(
      "path",
      ["d": "\(path)m-5 -4l5 4l-5 4", "fill": "none", "stroke": "#5b6b80", "stroke-width": "1.5"])
  }

  /// Draws a line of text.
  mutating func text(
    _ text: String, at point: Point, size: Double, fill: String, bold: Bool = false,
    centred: Bool = false
  ) {
    element(
      "text",
      [
        "x": point.x.px, "y": point.y.px, "font-size": size.px,
        "font-weight": bold ? "bold" : "normal", "text-anchor": centred ? "middle" : "start",
        "fill": fill,
      ],
      content: text)
  }
}
