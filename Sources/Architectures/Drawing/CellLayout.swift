/// Where everything of a drawn cell lies; the nodes stand around the height 0.
///
/// An edge bends from its source into its lane, runs straight over the nodes and labels between,
/// passes its own label in the column before its target, and bends into the target. Bends have
/// gutters beside the nodes and labels their columns and lanes, so that nothing hides a label.
struct CellLayout {
  /// An edge with its label and the course of its line.
  struct PlacedEdge {
    let masked: MaskedEdge
    let card: CellCard
    let frame: Rectangle
    let start: Point
    let end: Point
    /// Where the line runs straight, at the height of the label's middle.
    let straight: ClosedRange<Double>
    /// Where the line bends before and after that.
    let bends: (start: Double, end: Double)
  }

  /// The frames of the nodes, the inputs first.
  let nodes: [Rectangle]
  let output: Rectangle
  let edges: [PlacedEdge]
  /// The height of the line that collects the nodes for the output.
  let busY: Double
  /// The frame of the whole picture.
  let bounds: Rectangle

  /// Lays out a cell.
  ///
  /// - Parameters:
  ///   - cell: The cell.
  ///   - topology: The graph that its edges are from.
  ///   - chips: How operations look on labels.
  ///   - width: The width to fill; a cell that needs more takes more.
  init(_ cell: MaskedCell, topology: CellTopology, chips: ChipStyle, width: Double) {
    let frugal = CellLayout(cell, topology: topology, chips: chips, slack: 0)
    let slack = max(0, width - frugal.bounds.width) / Double(2 * topology.intermediateNodes)
    self.init(cell, topology: topology, chips: chips, slack: slack)
  }

  private init(_ cell: MaskedCell, topology: CellTopology, chips: ChipStyle, slack: Double) {
    let edges = cell.edges.map(\.edge)
    let cards = cell.edges.map { CellCard($0, chips: chips) }
    let nodeHeight = CellPorts.nodeHeight(edges)
    let lanes = CellLanes(
      labelHeights: Dictionary(uniqueKeysWithValues: zip(edges, cards.map(\.height))),
      nodeHeight: nodeHeight, inputs: topology.inputs
    )
    let ports = CellPorts(edges, lanes: lanes)

    var nodes = Self.inputs(
      edges.filter { $0.source < topology.inputs }, lanes, count: topology.inputs,
      nodeHeight: nodeHeight)
    var columns: [ClosedRange<Double>] = []
    for node in topology.intermediates {
      let leaving = edges.filter { lanes.columns(of: $0).lowerBound == node - topology.inputs }
      let entering = edges.filter { $0.target == node }
      let width = zip(edges, cards).filter { $0.0.target == node }.map(\.1.width).max() ?? 16
      let start = (nodes.last?.maxX ?? 0) + Self.gutter(leaving, lanes) + slack
      columns.append(start...(start + width))
      let x = start + width + Self.gutter(entering, lanes) + slack
      nodes.append(Rectangle(x: x, y: -nodeHeight / 2, width: 36, height: nodeHeight))
    }
    self.nodes = nodes
    self.edges = zip(cell.edges, cards).map { masked, card in
      let passed = lanes.columns(of: masked.edge)
      return PlacedEdge(
        masked: masked,
        card: card,
        height: lanes[masked.edge],
        column: columns[passed.upperBound],
        straightFrom: columns[passed.lowerBound].lowerBound,
        ports: ports,
        nodes: nodes
      )
    }
    output = Rectangle(
      x: (nodes.last?.maxX ?? 0) + 30, y: -nodeHeight / 2, width: 60, height: nodeHeight
    )
    let frames = nodes + self.edges.map(\.frame)
    let top = frames.map(\.y).min() ?? 0
    busY = (frames.map(\.maxY).max() ?? 0) + 16
    bounds = Rectangle(x: 0, y: top, width: output.maxX, height: busY + 2 - top)
  }

  /// The frames of the inputs, each at the middle of its edges, input 0 above input 1; a single one on the line of the
  /// nodes.
  private static func inputs(
    _ edges: [Edge], _ lanes: CellLanes, count: Int, nodeHeight: Double
  ) -> [Rectangle] {
    let distance = nodeHeight + 14
    var middles = (0..<count).map { input in
      let heights = edges.filter { $0.source == input }.map { lanes[$0] }
      let rest = (Double(input) - Double(count - 1) / 2) * distance
      return heights.isEmpty || count == 1
        ? rest : heights.reduce(0, +) / Double(heights.count)
    }
    if count == 2, case let missing = distance - (middles[1] - middles[0]), missing > 0 {
      middles[0] -= missing / 2
      middles[1] += missing / 2
    }
    return middles.map {
      Rectangle(x: 0, y: $0 - nodeHeight / 2, width: 44, height: nodeHeight)
    }
  }

  /// The width that edges at one side of a node need to bend without becoming steep.
  private static func gutter(_ edges: [Edge], _ lanes: CellLanes) -> Double {
    let farthest = edges.map { abs(lanes[$0]) }.max() ?? 0
    return min(22 + 0.14 * farthest + 3 * Double(edges.count), 64)
  }
}

extension CellLayout.PlacedEdge {
  /// Puts the label into the middle of its column and the ends at their nodes.
  fileprivate init(
    masked: MaskedEdge, card: CellCard, height: Double, column: ClosedRange<Double>,
    straightFrom left: Double, ports: CellPorts, nodes: [Rectangle]
  ) {
    let (source, target) = (nodes[masked.edge.source], nodes[masked.edge.target])
    let (start, end) = (ports.start(of: masked.edge), ports.end(of: masked.edge))
    let right = column.upperBound
    self.masked = masked
    self.card = card
    frame = Rectangle(
      centre: Point(x: (column.lowerBound + right) / 2, y: height),
      width: card.width,
      height: card.height
    )
    self.start = Point(x: source.maxX, y: source.midY + start.height)
    self.end = Point(x: target.x, y: target.midY + end.height)
    straight = left...right
    bends = (
      start: left - (left - source.maxX) * start.bend,
      end: right + (target.x - right) * end.bend
    )
  }
}
