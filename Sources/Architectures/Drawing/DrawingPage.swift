/// The white page of a drawing with its heading.
struct DrawingPage {
  static let margin = 28.0

  let title: String
  let summary: String
  /// The width between the margins.
  let width: Double
  private(set) var content = SVGWriter()
  /// How far the content has come down.
  var y = DrawingPage.margin

  /// A page with its title and summary on it.
  init(title: String, summary: String, width: Double) {
    self.title = title
    self.summary = summary
    self.width = width
    paragraph(title, size: 19, bold: true)
    y += 2
    paragraph(summary, size: 12)
  }

  /// Draws a paragraph from the left margin.
  mutating func paragraph(_ text: String, size: Double, bold: Bool = false) {
    for line in text.lines(size: size, bold: bold, width: width) {
      content.element(
        "text",
        [
          "x": Self.margin.px, "y": (y + size).px, "font-size": size.px,
          "font-weight": bold ? "bold" : "normal", "fill": bold ? "#1b2430" : "#5b6675",
        ],
        content: line
      )
      y += size * 1.4
    }
  }

  /// Draws anything else.
  mutating func draw(_ body: (inout SVGWriter) -> Void) { body(&content) }

  /// The document.
  var document: String {
    let (width, height) = (width + 2 * Self.margin, y + Self.margin - 6)
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
}
