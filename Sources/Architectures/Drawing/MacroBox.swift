/// A box of a drawn macro network: a block or another layer.
struct MacroBox {
  static let size = (width: 108.0, height: 96.0)
  /// The colour of what has no kernel to show.
  static let plain = "#e9eef5"

  /// What it computes, at the top.
  let title: String
  /// The colours behind the title, side by side; none where nothing is computed.
  let colours: [String]
  let lines: [String]
  let cost: Cost
  /// Whether its input is added to its output.
  let isResidual: Bool

  init(
    lines: [String], title: String, colours: [String], cost: Cost, isResidual: Bool = false
  ) {
    self.lines = lines
    self.title = title
    self.colours = colours
    self.cost = cost
    self.isResidual = isResidual
  }

  /// The box of a convolution outside of blocks.
  init(convolution: MacroConvolution, name: String, cost: Cost) {
    self.init(
      lines: [name, "\(convolution.inputChannels) \u{2192} \(convolution.outputChannels)"],
      title: Self.kernel(convolution.kernelSize), colours: [Self.plain],
      cost: cost)
  }

  /// The box of some skipped blocks that follow each other.
  init(skips: Int) {
    self.init(
      lines: [], title: skips == 1 ? "skip" : "skip \u{00D7}\(skips)", colours: [], cost: .zero)
  }

  /// The box of a block.
  init(_ block: MacroBlock) {
    let channels = "\(block.input.channels) \u{2192} \(block.output.channels)"
    let flow = channels + (block.stride > 1 ? " /\(block.stride)" : "")
    switch block.kind {
    case .identity:
      self.init(skips: 1)
    case .projection:
      self.init(lines: [flow], title: Self.kernel(1), colours: [Self.plain], cost: block.cost)
    case .invertedResidual(let inner):
      let sizes = inner.branches.map(\.kernelSize)
      let hidden = inner.hiddenChannels
      let expansion = Double(hidden) / Double(block.input.channels)
      self.init(
        lines: [
          "\u{00D7}\(expansion.px) = \(hidden)", flow,
          inner.squeezeChannels.map { "SE \($0)" } ?? "",
        ],
        title: sizes.map(Self.kernel).joined(separator: " + "),
        colours: sizes.map(Self.colour(of:)),
        cost: block.cost, isResidual: block.isResidual)
    }
  }

  /// The kernel's name: "3×3".
  static func kernel(_ size: Int) -> String { kernel(Sides(size)) }

  /// The kernel's name: "1×7".
  static func kernel(_ sides: Sides) -> String { "\(sides.height)\u{00D7}\(sides.width)" }

  /// The colour of a kernel, darker for a larger one.
  static func colour(of kernelSize: Int) -> String {
    switch kernelSize {
    case ..<4: "#c4defb"
    case 4..<6: "#86b8f0"
    default: "#f6b262"
    }
  }

  func draw(in frame: Rectangle, into svg: inout SVGWriter) {
    let band = 26.0
    svg.element("g", ["class": colours.isEmpty ? "skip" : "block"]) { svg in
      for (index, colour) in colours.enumerated() {
        let width = frame.width / Double(colours.count)
        svg.element(
          "rect",
          [
            "x": (frame.x + Double(index) * width).px, "y": frame.y.px, "width": width.px,
            "height": band.px, "fill": colour,
          ])
      }
      svg.element(
        "rect",
        [
          "x": frame.x.px, "y": frame.y.px, "width": frame.width.px, "height": frame.height.px,
          "fill": "none", "stroke": colours.isEmpty ? "#b4bcc8" : "#5b6b80",
          "stroke-width": "1.2", "stroke-dasharray": colours.isEmpty ? "4 3" : "none",
        ])
      let titleY = colours.isEmpty ? frame.midY + 5 : frame.y + 18
      svg.text(
        title, at: Point(x: frame.midX, y: titleY), size: 13,
        fill: colours.isEmpty ? "#98a2b0" : "#1b2430", bold: true, centred: true)
      for (index, line) in lines.enumerated() where !line.isEmpty {
        let point = Point(x: frame.midX, y: frame.y + band + 17 + Double(index) * 16)
        svg.text(
          line, at: point, size: 12, fill: line.hasPrefix("SE") ? "#8a4b00" : "#33435a",
          bold: line.hasPrefix("SE"), centred: true)
      }
      guard cost != .zero else { return }
      svg.text(
        "\(cost.parameters.abbreviated) \u{00B7} \(cost.multiplyAdds.abbreviated)",
        at: Point(x: frame.midX, y: frame.maxY - 6), size: 10.5, fill: "#7a8594", centred: true)
    }
  }
}
