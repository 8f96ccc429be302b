/// The label of an edge: its importance above a chip for each operation.
struct CellCard {
  static let chipSize = (width: 67.0, height: 16.0)
  private static let gap = 3.0
  private static let padding = 5.0
  private static let header = 18.0

  /// The operations, the most important first.
  let operations: [WeightedOperation]
  /// The number of chips side by side.
  let columns: Int

  /// The label of `edge` with at most `columns` chips side by side.
  init(_ edge: MaskedEdge, columns: Int) {
    operations = edge.operations.sorted { $0.importance > $1.importance }
    self.columns = min(columns, edge.operations.count)
  }

  private var rows: Int { (operations.count + columns - 1) / columns }

  var width: Double {
    2 * Self.padding + Double(columns) * (Self.chipSize.width + Self.gap) - Self.gap
  }

  var height: Double {
    Self.header + Double(rows) * (Self.chipSize.height + Self.gap) - Self.gap + Self.padding
  }

  /// The baseline of the importance, below the top of the card.
  static let importanceBaseline = 13.0

  /// The frame of a chip on a card at `card`; chips run down the columns.
  func chip(_ index: Int, on card: Rectangle) -> Rectangle {
    let (column, row) = index.quotientAndRemainder(dividingBy: rows)
    return Rectangle(
      x: card.x + Self.padding + Double(column) * (Self.chipSize.width + Self.gap),
      y: card.y + Self.header + Double(row) * (Self.chipSize.height + Self.gap),
      width: Self.chipSize.width,
      height: Self.chipSize.height
    )
  }
}
