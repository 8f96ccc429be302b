/// Draws what a search found, in the manner of Figure 4 of the HM-NAS paper.
public struct CellDrawing {
  /// The network's distinct cells as an SVG document; equal cells are drawn once.
  ///
  /// Nodes run from left to right, from the outputs of the cells k-2 and k-1 to the concatenation.
  /// Each surviving edge carries its importance, which its width repeats, and a chip for every
  /// surviving operation with the operation's importance.
  ///
  /// - Parameters:
  ///   - network: A valid network; one that `validate()` rejects is a programming error.
  ///   - title: The heading, in plain text.
  /// - Returns: A document of one `svg` element, on white.
  public static func svg(of network: MaskedCellNetwork, title: String) -> String {
    do {
      try network.validate()
    } catch {
      preconditionFailure("\(error)")
    }
    return CellDrawing(network, title: title).document()
  }

  private static let margin = 28.0

  private let network: MaskedCellNetwork
  private let title: String
  private let report: CostReport
  private let sections: [CellSection]
  private let width: Double

  private init(_ network: MaskedCellNetwork, title: String) {
    self.network = network
    self.title = title
    report = network.cost()
    sections = CellSection.sections(of: network, report: report, minimumWidth: 700)
    width = sections.map(\.layout.bounds.width).max() ?? 700
  }

  private func document() -> String {
    var content = SVGWriter()
    var y = Self.margin
    y = draw(title, size: 19, bold: true, below: y, into: &content)
    y = draw(summary, size: 12, below: y + 2, into: &content)
    for section in sections {
      y = draw(section.heading, size: 15, bold: true, below: y + 24, into: &content)
      y = draw(section.caption, size: 12, below: y + 2, into: &content) + 16
      let bounds = section.layout.bounds
      section.draw(at: Point(x: Self.margin, y: y - bounds.y), into: &content)
      y += bounds.height
    }
    let legend = DrawingLegend(network)
    y = legend.draw(at: Point(x: Self.margin, y: y + 26), width: width, into: &content)
    return page(content, height: y + Self.margin - 6)
  }

  private func page(_ content: SVGWriter, height: Double) -> String {
    let width = width + 2 * Self.margin
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
      svg.element("desc", [:], content: summary)
      svg.element(
        "rect",
        [
          "x": "0.5", "y": "0.5", "width": (width - 1).px, "height": (height - 1).px, "rx": "10",
          "fill": "#ffffff", "stroke": "#e2e6ec",
        ]
      )
      svg.append(content)
    }
    return page.text
  }

  private var summary: String {
    let skeleton = network.network
    return [
      "\(skeleton.cells) \(skeleton.cells == 1 ? "cell" : "cells")",
      "\(skeleton.channels) initial channels",
      "images \(skeleton.image.channels)\u{00D7}\(skeleton.image.height)\u{00D7}"
        + "\(skeleton.image.width)",
      "\(report.total.parameters.grouped) parameters",
      "\(report.total.multiplyAdds.abbreviated) multiply-adds",
    ].joined(separator: " \u{00B7} ")
  }

  /// Draws a paragraph from the left margin and returns the height of its end.
  private func draw(
    _ text: String, size: Double, bold: Bool = false, below y: Double,
    into svg: inout SVGWriter
  ) -> Double {
    var y = y
    for line in text.lines(size: size, bold: bold, width: width) {
      svg.element(
        "text",
        [
          "x": Self.margin.px, "y": (y + size).px, "font-size": size.px,
          "font-weight": bold ? "bold" : "normal", "fill": bold ? "#1b2430" : "#5b6675",
        ],
        content: line
      )
      y += size * 1.4
    }
    return y
  }
}
