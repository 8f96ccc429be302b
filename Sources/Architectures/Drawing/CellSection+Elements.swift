extension CellSection {
  /// The looks of a node.
  enum NodeStyle {
    case input, live, dead

    var colours: (fill: String, stroke: String, text: String) {
      switch self {
      case .input: ("#e9eef5", "#5b6b80", "#1b2430")
      case .live: ("#33435a", "#33435a", "#ffffff")
      case .dead: ("#ffffff", "#b4bcc8", "#98a2b0")
      }
    }
  }

  func drawNode(_ node: Int, into svg: inout SVGWriter) {
    if node < topology.inputs {
      let name = "k\u{2212}\(topology.inputs - node)"
      let style = cell.reads(node) ? NodeStyle.input : .dead
      draw(layout.nodes[node], text: name, style: style, into: &svg)
    } else {
      let style = cell.isLive(node) ? NodeStyle.live : .dead
      draw(layout.nodes[node], text: "\(node - topology.inputs)", style: style, into: &svg)
    }
  }

  func draw(_ frame: Rectangle, text: String, style: NodeStyle, into svg: inout SVGWriter) {
    let colours = style.colours
    svg.element(
      "rect",
      [
        "x": frame.x.px, "y": frame.y.px, "width": frame.width.px, "height": frame.height.px,
        "rx": "9", "fill": colours.fill, "stroke": colours.stroke, "stroke-width": "1.5",
        "stroke-dasharray": style == .dead ? "4 3" : "none",
      ]
    )
    svg.element(
      "text",
      [
        "x": frame.midX.px, "y": (frame.midY + 5).px, "font-size": "14", "font-weight": "bold",
        "text-anchor": "middle", "fill": colours.text,
      ],
      content: text
    )
  }

  /// Draws the dotted line that collects the nodes of the output.
  func drawBus(into svg: inout SVGWriter) {
    let (bus, output) = (layout.busY, layout.output)
    let collected = topology.outputs.map { layout.nodes[$0] }
    for node in collected {
      let x = node.midX
      var path = "M\(x.px) \(node.maxY.px)V\((bus - 8).px)Q\(x.px) \(bus.px)"
      path += " \((x + 8).px) \(bus.px)"
      if x == collected.first?.midX {
        path += "H\((output.midX - 8).px)Q\(output.midX.px) \(bus.px)"
        path += " \(output.midX.px) \((bus - 8).px)V\(output.maxY.px)"
      }
      svg.element(
        "path",
        [
          "d": path, "fill": "none", "stroke": "#a3adba", "stroke-width": "1.6",
          "stroke-dasharray": "0.1 4", "stroke-linecap": "round",
        ]
      )
    }
  }

  func drawLine(_ edge: CellLayout.PlacedEdge, into svg: inout SVGWriter) {
    let (start, end, y) = (edge.start, edge.end, edge.frame.midY)
    let (left, right) = (edge.straight.lowerBound, edge.straight.upperBound)
    let bends = edge.bends
    let path =
      "M\(start.x.px) \(start.y.px)"
      + "C\(bends.start.px) \(start.y.px) \(bends.start.px) \(y.px) \(left.px) \(y.px)"
      + "H\(right.px)"
      + "C\(bends.end.px) \(y.px) \(bends.end.px) \(end.y.px) \(end.x.px) \(end.y.px)"
    let width = 1.4 + 4.6 * ratio(edge)
    for (colour, width) in [("#ffffff", width + 2.4), (colour(of: edge), width)] {
      svg.element(
        "path", ["d": path, "fill": "none", "stroke": colour, "stroke-width": width.px]
      )
    }
  }

  func drawCard(_ edge: CellLayout.PlacedEdge, into svg: inout SVGWriter) {
    let frame = edge.frame
    svg.element("g", ["class": "edge", "data-edge": "\(edge.masked.edge)"]) { svg in
      svg.element(
        "title", [:], content: "edge \(edge.masked.edge): importance \(edge.masked.importance)"
      )
      svg.element(
        "rect",
        [
          "x": frame.x.px, "y": frame.y.px, "width": frame.width.px,
          "height": frame.height.px, "rx": "7", "fill": "#ffffff",
          "stroke": colour(of: edge), "stroke-width": "1.2",
        ]
      )
      svg.element(
        "text",
        [
          "x": frame.midX.px, "y": (frame.y + CellCard.importanceBaseline).px,
          "font-size": "11.5", "font-weight": "bold", "text-anchor": "middle",
          "fill": "#1b2430",
        ],
        content: edge.masked.importance.compact(digits)
      )
      for (index, weighted) in edge.card.operations.enumerated() {
        drawChip(
          weighted, text: edge.card.importances[index], in: edge.card.chip(index, on: frame),
          into: &svg)
      }
    }
  }

  private func drawChip(
    _ weighted: WeightedOperation, text: String?, in frame: Rectangle, into svg: inout SVGWriter
  ) {
    let name = weighted.operation.name
    svg.element("g", ["class": "operation", "data-operation": name]) { svg in
      svg.element("title", [:], content: "\(name): importance \(weighted.importance)")
      svg.element(
        "rect",
        [
          "x": frame.x.px, "y": frame.y.px, "width": frame.width.px,
          "height": frame.height.px, "rx": "4", "fill": weighted.operation.chip.colour,
        ]
      )
      let baseline = (frame.midY + 3.8).px
      svg.element(
        "text",
        [
          "x": (frame.x + 5).px, "y": baseline, "font-size": "10.5", "font-weight": "bold",
          "fill": "#1b2430",
        ],
        content: weighted.operation.chip.text
      )
      guard let text else { return }
      svg.element(
        "text",
        [
          "x": (frame.maxX - 5).px, "y": baseline, "font-size": "10.5", "text-anchor": "end",
          "fill": "#1b2430",
        ],
        content: text
      )
    }
  }
}
