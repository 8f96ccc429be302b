/// How the chips on the labels of a network's edges look, all alike.
struct ChipStyle: Hashable {
  /// The height of a chip.
  static let height = 16.0

  /// The most chips side by side on a label.
  let columns: Int
  /// The digits after the point of an operation's importance.
  let digits: Int

  /// The width of a chip, for its name and its number.
  var width: Double { 67 + 7 * Double(digits - 2) }

  init(columns: Int, digits: Int) {
    self.columns = columns
    self.digits = digits
  }

  /// The style for some edges: as few digits as tell the operations of each apart, 2 to 4.
  init(_ edges: [MaskedEdge]) {
    let busiest = edges.map(\.operations.count).max() ?? 0
    let digits = (2..<4).first { digits in
      edges.allSatisfy { edge in
        let importances = Set(edge.operations.map(\.importance))
        return Set(importances.map { $0.compact(digits) }).count == importances.count
      }
    }
    self.init(columns: busiest > 4 ? 2 : 1, digits: digits ?? 4)
  }

  /// The importance of each operation of an edge; none where all are alike.
  func texts(of operations: [WeightedOperation]) -> [String?] {
    let texts = operations.map { $0.importance.compact(digits) }
    return texts.count > 1 && Set(texts).count == 1 ? texts.map { _ in nil } : texts
  }
}
