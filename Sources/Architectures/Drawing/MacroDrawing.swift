/// Draws a network of inverted residuals: a row for each stage, a box for each block.
public struct MacroDrawing {
  /// The network as an SVG document.
  ///
  /// The image runs through the stem, the stages from top to bottom, their blocks from left to right,
  /// and the head. A block's box shows its kernels, how many channels it hides, squeeze-and-
  /// excitation, what comes in and out, and its cost; an arc leads from its input to its output where
  /// they are added.
  ///
  /// - Parameters:
  ///   - plan: The network.
  ///   - title: The heading, in plain text.
  ///   - code: What names the network in its space, in plain text; nil for none.
  /// - Returns: A document of one `svg` element, on white.
  public static func svg(of plan: MacroPlan, title: String, code: String? = nil) -> String {
    MacroDrawing(plan, code: code).document(title: title)
  }

  private let plan: MacroPlan
  private let code: String?
  private let rows: [MacroRow]

  private init(_ plan: MacroPlan, code: String?) {
    self.plan = plan
    self.code = code
    rows = MacroRow.rows(of: plan)
  }

  private func document(title: String) -> String {
    let widest = rows.map(\.boxes.count).max() ?? 0
    // Four boxes at least, for the heading and the legend.
    var page = DrawingPage(
      title: title, summary: summary, width: MacroRow.width(boxes: max(widest, 4)))
    if let code { page.paragraph("code \(code)", size: 12) }
    page.draw(rows)
    page.draw(MacroLegend(plan, width: page.width))
    return page.document
  }

  private var summary: String {
    let cost = plan.totalCost
    let blocks = plan.blocks.count { $0.kind != .identity }
    return [
      "\(blocks) \(blocks == 1 ? "block" : "blocks")",
      "images \(plan.image.text)",
      "\(plan.classes) classes",
      "\(cost.parameters.grouped) parameters",
      "\(cost.multiplyAdds.abbreviated) multiply-adds",
    ].joined(separator: " \u{00B7} ")
  }
}

extension ImageShape {
  /// The shape with multiplication signs: "3×32×32".
  var text: String { "\(channels)\u{00D7}\(height)\u{00D7}\(width)" }
}
