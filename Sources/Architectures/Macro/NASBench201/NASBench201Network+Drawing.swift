extension NASBench201Network {
  /// The cell, in the manner of cells that HM-NAS finds; what stands on no edge is not drawn.
  public func drawing(title: String, image: ImageShape, classes: Int) -> String {
    let cost = cost(image: image, classes: classes)
    let count = Self.stages * cellsPerStage
    let cell = MaskedCell(
      kind: .normal,
      edges: zip(NASBench201Cell.topology.edges, self.cell.operations).compactMap {
        edge, operation in
        guard operation != .none else { return nil }
        return MaskedEdge(
          edge: edge, importance: 1,
          operations: [WeightedOperation(operation: operation, importance: 1)])
      })
    let section = CellSection(
      cell, topology: NASBench201Cell.topology, heading: "Cell, in \(count) places",
      caption: "\(cell.edges.count) of \(NASBench201Cell.topology.edgeCount) edges",
      minimumWidth: 700)
    var page = DrawingPage(
      title: title,
      summary: [
        "\(channels) initial channels", "images \(image.text)", "\(classes) classes",
        "\(cost.parameters.grouped) parameters", "\(cost.multiplyAdds.abbreviated) multiply-adds",
      ].joined(separator: " \u{00B7} "), width: section.layout.bounds.width)
    // With spaces, where lines may break.
    page.paragraph("code \(self.cell.code.replacing("+", with: " + "))", size: 12)
    page.draw(section)
    return page.document
  }
}
