/// Draws the images that a classifier took for something else, as small pictures.
public struct MistakeDrawing {
  private static let columns = 6
  private static let gap = 14.0

  /// The mistakes as an SVG document that holds the pictures.
  ///
  /// Under each picture stand the name of its file, its class, and the class that it was taken for with its probability.
  ///
  /// - Parameters:
  ///   - mistakes: In the order in which they are shown.
  ///   - pictures: The bytes of a PNG file for each; what is none leaves its place grey.
  ///   - title: The heading, in plain text.
  /// - Returns: A document of one `svg` element, on white.
  public static func svg(
    of mistakes: [ClassificationReport.Mistake], pictures: [[UInt8]], title: String
  ) -> String {
    precondition(
      mistakes.count == pictures.count, "\(pictures.count) pictures of \(mistakes.count) mistakes")
    let cards = zip(mistakes, pictures).map { MistakeCard($0, picture: $1) }
    let (width, gap) = (MistakeCard.width, gap)
    let columns = min(columns, max(cards.count, 3))
    var page = DrawingPage(
      title: title.legible,
      summary: cards.isEmpty
        ? "no mistakes" : "class \u{2192} what it was taken for, with its probability",
      width: Double(columns) * (width + gap) - gap)
    page.y += 14
    for first in stride(from: 0, to: cards.count, by: columns) {
      let row = cards[first..<min(first + columns, cards.count)]
      let y = page.y
      page.draw { svg in
        for (column, card) in row.enumerated() {
          let x = DrawingPage.margin + Double(column) * (width + gap)
          card.draw(at: Point(x: x, y: y), into: &svg)
        }
      }
      page.y += (row.map(\.height).max() ?? 0) + gap
    }
    return page.document
  }
}
