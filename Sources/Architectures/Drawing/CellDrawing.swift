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
    var page = DrawingPage(title: title, summary: summary, width: width)
    for section in sections { page.draw(section) }
    let (legend, origin) = (
      DrawingLegend(network), Point(x: DrawingPage.margin, y: page.y + 26)
    )
    var end = page.y
    page.draw { end = legend.draw(at: origin, width: width, into: &$0) }
    page.y = end
    return page.document
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
}
