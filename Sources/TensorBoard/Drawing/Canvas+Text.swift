extension Canvas {
  /// A text in letters of one size.
  struct Label {
    let text: String
    /// Pixels for one of the font: 1 or 2.
    let scale: Int
    var colour: Colour

    /// The text as large as fits a width, cut off where it does not fit at all.
    init(_ text: String, fitting width: Int, largest: Int = 2, _ colour: Colour = .ink) {
      func wide(_ count: Int, _ scale: Int) -> Int { (count * BitmapFont.advance - 1) * scale }
      let scale = (1...max(largest, 1)).last { wide(text.count, $0) <= width } ?? 1
      self.text = String(text.prefix(max(0, (width + 1) / BitmapFont.advance / scale)))
      (self.scale, self.colour) = (scale, colour)
    }

    var width: Int { max(0, text.count * BitmapFont.advance - 1) * scale }
    var height: Int { BitmapFont.height * scale }
  }

  /// Writes from a place to the right, at the middle of its height.
  mutating func write(_ label: Label, x: Int, midY: Int) {
    let top = midY - label.height / 2
    for (index, character) in label.text.enumerated() {
      for (column, bits) in BitmapFont.columns(of: character).enumerated() {
        for row in 0..<8 where bits >> row & 1 == 1 {
          let left = x + (index * BitmapFont.advance + column) * label.scale
          fill(
            Frame(
              x: left, y: top + row * label.scale, width: label.scale, height: label.scale),
            label.colour)
        }
      }
    }
  }

  /// Writes around a place.
  mutating func write(_ label: Label, midX: Double, midY: Int) {
    write(label, x: Int((midX - Double(label.width) / 2).rounded()), midY: midY)
  }
}
