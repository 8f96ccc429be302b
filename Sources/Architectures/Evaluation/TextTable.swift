/// Rows of cells in aligned columns, for a terminal.
package struct TextTable {
  /// The side of a column at which its texts stand.
  package enum Side {
    case left
    case right
  }

  /// The side of each column.
  package let sides: [Side]
  /// As many cells each as there are columns.
  package let rows: [[String]]
  /// The space between two columns.
  package var gap = 2

  package init(sides: [Side], rows: [[String]], gap: Int = 2) {
    (self.sides, self.rows, self.gap) = (sides, rows, gap)
  }

  /// The rows as lines without spaces at their ends.
  package var lines: [String] {
    let widths = sides.indices.map { column in rows.map { $0[column].columns }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      // Spaces go in front of a text only, so that none ends a line.
      var spaces = 0
      for (column, text) in row.enumerated() {
        let free = widths[column] - text.columns
        if sides[column] == .right { spaces += free }
        if !text.isEmpty {
          line += String(repeating: " ", count: spaces) + text
          spaces = 0
        }
        spaces += gap + (sides[column] == .left ? free : 0)
      }
      return line
    }
  }
}
