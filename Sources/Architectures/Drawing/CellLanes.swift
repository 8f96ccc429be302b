/// The heights at which the edges of a cell run, so that no line or label covers another label.
///
/// Column `c` is the space left of the intermediate node of that position. In each column the edges that
/// pass it are stacked above and below the line of the nodes (height 0): as high as its label in
/// the column where an edge ends, as a line in the others. Of two inputs, the edges of input 0 run above and
/// those of input 1 below; edges between neighbours may run on the line of the nodes.
struct CellLanes {
  private let heights: [Edge: Double]
  /// The number of inputs of the cell.
  private let inputs: Int

  /// Arranges edges with labels of the given heights.
  ///
  /// Of several greedy assignments it takes the one that is lowest and crosses least.
  init(labelHeights: [Edge: Double], nodeHeight: Double, inputs: Int) {
    self.inputs = inputs
    let rules = LaneRules(inputs: inputs)
    func sorted(_ edges: some Sequence<Edge>, by length: (Int) -> Int) -> [Edge] {
      edges.sorted {
        (length(rules.columns(of: $0).count), $0.target, $0.source)
          < (length(rules.columns(of: $1).count), $1.target, $1.source)
      }
    }
    let outer = sorted(labelHeights.keys.filter { $0.source < inputs }) { $0 }
    let inner = sorted(labelHeights.keys.filter { $0.source >= inputs }) { $0 }
    let longFirst = sorted(inner) { -$0 }
    let orders = [
      sorted(labelHeights.keys) { $0 }, outer + inner, outer + longFirst, inner + outer,
      longFirst + outer,
    ]
    let candidates = orders.flatMap { order in
      [-1, 1].map { firstSide in
        let lanes = rules.lanes(order, firstSide: firstSide)
        let heights = rules.heights(lanes, labelHeights, nodeHeight: nodeHeight)
        let ends = heights.map { (abs($0.value) + labelHeights[$0.key, default: 0] / 2, $0.value) }
        let above = ends.filter { $0.1 <= 0 }.map(\.0).max() ?? 0
        let below = ends.filter { $0.1 >= 0 }.map(\.0).max() ?? 0
        // A crossing is as bad as half a label more of height.
        return (heights, badness: above + below + 25 * Double(rules.crossings(lanes)))
      }
    }
    heights = candidates.min { $0.badness < $1.badness }?.0 ?? [:]
  }

  /// The height of an edge, downwards from the line of the nodes.
  subscript(edge: Edge) -> Double { heights[edge, default: 0] }

  /// The columns that an edge passes; it ends after the last.
  func columns(of edge: Edge) -> ClosedRange<Int> { LaneRules(inputs: inputs).columns(of: edge) }
}

/// How edges of a cell with so many inputs find their lanes.
private struct LaneRules {
  /// An assignment: a negative lane is above the nodes, a positive one below, from the inside out.
  typealias Lanes = [Edge: Int]

  let inputs: Int

  /// The columns that an edge passes; it ends after the last.
  func columns(of edge: Edge) -> ClosedRange<Int> {
    max(edge.source - inputs + 1, 0)...(edge.target - inputs)
  }

  /// Gives each edge in turn the nearest free lane; inner edges try `firstSide` first.
  func lanes(_ edges: [Edge], firstSide: Int) -> Lanes {
    let inputsOfFirstNode = edges.count { $0.target == inputs }
    var lanes: Lanes = [:]
    var taken: [Int: Set<Int>] = [:]
    for edge in edges {
      let columns = columns(of: edge)
      let isDirect = columns.count == 1 && (edge.source >= inputs || inputsOfFirstNode == 1)
      let isOuter = inputs == 2 && edge.source < inputs
      let sides = isOuter ? [edge.source == 0 ? -1 : 1] : [firstSide, -firstSide]
      let choices = (1...).lazy.flatMap { distance in sides.map { $0 * distance } }
      func isFree(_ lane: Int) -> Bool { taken[lane, default: []].isDisjoint(with: columns) }
      let lane = isDirect && isFree(0) ? 0 : choices.first(where: isFree) ?? 0
      lanes[edge] = lane
      taken[lane, default: []].formUnion(columns)
    }
    return lanes
  }

  /// Stacks the edges of every column from the line of the nodes outwards.
  func heights(
    _ lanes: Lanes, _ labelHeights: [Edge: Double], nodeHeight: Double
  ) -> [Edge: Double] {
    let (gap, line) = (9.0, 6.0)
    var heights: [Edge: Double] = [:]
    for side in [-1, 1] {
      var ends: [Int: Double] = [:]
      let edges = lanes.filter { $0.value * side >= 0 }.keys
      for edge in edges.sorted(by: { abs(lanes[$0, default: 0]) < abs(lanes[$1, default: 0]) }) {
        let columns = columns(of: edge)
        func half(_ column: Int) -> Double {
          column == edge.target - inputs ? labelHeights[edge, default: 0] / 2 : line
        }
        var height = 0.0
        if lanes[edge] != 0 {
          // Over more than one column, the line also passes the nodes between.
          height = columns.count > 1 ? nodeHeight / 2 + gap : 0
          for column in columns {
            height = max(height, ends[column, default: 0] + gap + half(column))
          }
        }
        for column in columns { ends[column] = height + half(column) }
        heights[edge] = Double(side) * height
      }
    }
    return heights
  }

  /// The number of times that an outer edge crosses a lane further inside on its way to a node.
  func crossings(_ lanes: Lanes) -> Int {
    var crossings = 0
    for (outer, lane) in lanes {
      for (inner, other) in lanes where lane * other > 0 && abs(lane) > abs(other) {
        let span = max(inner.source, inputs - 1) + 1..<inner.target
        for node in [max(outer.source, inputs - 1), outer.target] where span.contains(node) {
          crossings += 1
        }
      }
    }
    return crossings
  }
}
