/// Draws any graph: a box for each of its parts, in the order in which they are computed.
///
/// A box shows the operators that have weights, the shape that the part gives, and its cost. Where the graph names no
/// parts, every convolution and linear layer begins one. Connections within and across parts are not drawn.
struct GraphDrawing {
  /// Boxes of a row.
  private static let columns = 5

  /// The network as an SVG document.
  ///
  /// - Parameters:
  ///   - graph: Images to logits.
  ///   - title: The heading, in plain text.
  /// - Returns: A document of one `svg` element, on white.
  static func svg(of graph: NetworkGraph, title: String) -> String {
    let cost = graph.cost
    let boxes = graph.drawnParts.map { MacroBox(part: $0) }
    let rows = stride(from: 0, to: boxes.count, by: columns).map { first in
      let row = Array(boxes[first..<min(first + columns, boxes.count)])
      return MacroRow(
        heading: first == 0 ? "Image" : "", caption: first == 0 ? graph.inputs[0].text : "",
        boxes: row)
    }
    let summary = [
      "\(graph.nodes.count) operators", "images \(graph.inputs[0].text)",
      "\(graph.shape(of: graph.outputs[0]).channels) classes",
      "\(cost.parameters.grouped) parameters", "\(cost.multiplyAdds.abbreviated) multiply-adds",
    ].joined(separator: " \u{00B7} ")
    var page = DrawingPage(title: title, summary: summary, width: MacroRow.width(boxes: columns))
    page.draw(rows)
    page.draw(
      MacroLegend(
        ["At the bottom of a box: parameters \u{00B7} multiply-adds."], width: page.width))
    return page.document
  }
}

/// Nodes of a graph that follow each other.
struct DrawnPart: Hashable {
  let name: String
  var nodes: [NetworkGraph.Node]
}

extension NetworkGraph {
  /// The parts of the graph, or its layers where it names none.
  var drawnParts: [DrawnPart] {
    let namesParts = Set(nodes.map(\.part)).count > 1
    return nodes.reduce(into: []) { parts, node in
      let begins = namesParts ? parts.last?.name != node.part : parts.isEmpty || node.beginsLayer
      if begins {
        parts.append(
          DrawnPart(name: namesParts ? node.part : node.layerName ?? node.part, nodes: [node]))
      } else {
        parts[parts.count - 1].nodes.append(node)
      }
    }
  }
}

extension NetworkGraph.Node {
  fileprivate var beginsLayer: Bool { layerName != nil }

  /// The name of a convolution or linear layer.
  fileprivate var layerName: String? {
    switch operation {
    case .convolution(let convolution): convolution.name
    case .linear(let linear): linear.name
    default: nil
    }
  }

  /// What it is, where it has weights to count.
  fileprivate var kind: String? {
    switch operation {
    case .convolution(let convolution): "conv \(MacroBox.kernel(convolution.kernelSize))"
    case .linear: "linear"
    default: nil
    }
  }
}

extension MacroBox {
  fileprivate init(part: DrawnPart) {
    let kinds = part.nodes.compactMap(\.kind)
    let title = part.name.lines(size: 13, bold: true, width: Self.size.width - 4)
    let layers = kinds.isEmpty ? "" : kinds.count == 1 ? kinds[0] : "\(kinds.count) layers"
    self.init(
      lines: [layers, part.nodes.last?.output.text ?? ""], title: title.first ?? "",
      colours: [Self.plain],
      cost: part.nodes.reduce(.zero) { $0 + $1.operation.cost(pixels: $1.output.area) })
  }
}
