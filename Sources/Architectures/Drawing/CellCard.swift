/// The label of an edge: its importance above a chip for each operation.
struct CellCard {
  private static let gap = 3.0
  private static let padding = 5.0
  private static let header = 18.0

  /// The operations, on all labels in the same order.
  let operations: [WeightedOperation]
  /// What stands on the chips beside the operations' names.
  let importances: [String?]
  /// The number of chips side by side.
  let columns: Int
  private let chipWidth: Double

  /// The label of `edge`.
  init(_ edge: MaskedEdge, chips: ChipStyle) {
    operations = Operation.known.compactMap { operation in
      edge.operations.first { $0.operation == operation }
    }
    importances = chips.texts(of: operations)
    columns = min(chips.columns, edge.operations.count)
    chipWidth = chips.width
  }

  private var rows: Int { (operations.count + columns - 1) / columns }

  var width: Double {
    2 * Self.padding + Double(columns) * (chipWidth + Self.gap) - Self.gap
  }

  var height: Double {
    Self.header + Double(rows) * (ChipStyle.height + Self.gap) - Self.gap + Self.padding
  }

  /// The baseline of the importance, below the top of the card.
  static let importanceBaseline = 13.0

  /// The frame of a chip on a card at `card`; chips run down the columns.
  func chip(_ index: Int, on card: Rectangle) -> Rectangle {
    let (column, row) = index.quotientAndRemainder(dividingBy: rows)
    return Rectangle(
      x: card.x + Self.padding + Double(column) * (chipWidth + Self.gap),
      y: card.y + Self.header + Double(row) * (ChipStyle.height + Self.gap),
      width: chipWidth,
      height: ChipStyle.height
    )
  }
}
