/// Where edges leave and enter their nodes.
///
/// The edges at one side of a node are spread in the order of their lanes and bend beside each
/// other, so that they do not cross there and stay apart.
struct CellPorts {
  /// One end of an edge.
  struct Port {
    /// The height from the middle of the node.
    var height = 0.0
    /// Where in the gutter the edge bends: 0 next to the labels, 1 next to the node.
    var bend = 0.5
  }

  private var leaving: [Edge: Port] = [:]
  private var entering: [Edge: Port] = [:]

  /// Spreads the edges of a cell.
  init(_ edges: [Edge], lanes: CellLanes) {
    for group in Dictionary(grouping: edges, by: \.source).values {
      leaving.merge(Self.spread(group, lanes)) { _, port in port }
    }
    for group in Dictionary(grouping: edges, by: \.target).values {
      entering.merge(Self.spread(group, lanes)) { _, port in port }
    }
  }

  /// The height of every node, enough for the busiest.
  static func nodeHeight(_ edges: [Edge]) -> Double {
    let sides = [
      Dictionary(grouping: edges, by: \.source), Dictionary(grouping: edges, by: \.target),
    ]
    let busiest = sides.flatMap(\.values).map(\.count).max() ?? 0
    return max(36, Double(busiest) * spacing + 12)
  }

  private static let spacing = 8.0

  /// The end of an edge at its source.
  func start(of edge: Edge) -> Port { leaving[edge, default: Port()] }

  /// The end of an edge at its target.
  func end(of edge: Edge) -> Port { entering[edge, default: Port()] }

  private static func spread(_ edges: [Edge], _ lanes: CellLanes) -> [Edge: Port] {
    let ordered = edges.sorted { lanes[$0] < lanes[$1] }
    var ports: [Edge: Port] = [:]
    for (index, edge) in ordered.enumerated() {
      ports[edge] = Port(height: (Double(index) - Double(edges.count - 1) / 2) * spacing)
    }
    for side in [ordered.filter { lanes[$0] > 0 }, ordered.reversed().filter { lanes[$0] < 0 }] {
      for (rank, edge) in side.enumerated() where side.count > 1 {
        ports[edge]?.bend = 0.25 + 0.5 * Double(rank) / Double(side.count - 1)
      }
    }
    return ports
  }
}
