internal import Foundation

/// The picture of a mistake with what it was and what it was taken for.
struct MistakeCard {
  static let width = 150.0
  private static let pictureSide = 96.0
  private static let textSize = 11.0
  private static let lineHeight = 15.0

  private let mistake: ClassificationReport.Mistake
  private let picture: [UInt8]
  private let lines: [String]

  /// The card of a mistake with the bytes of a PNG file.
  init(_ mistake: ClassificationReport.Mistake, picture: [UInt8]) {
    self.mistake = mistake
    self.picture = picture
    let percent = " \((mistake.probability * 100).fixed(0)) %"
    func cut(_ name: String, before end: String) -> String {
      name.legible.cut(size: Self.textSize, width: Self.width - end.width(size: Self.textSize))
        .asPartOfLine + end
    }
    let (label, prediction) = (mistake.label.legible, mistake.prediction.legible)
    let line = "\(label.asPartOfLine) \u{2192} \(prediction.asPartOfLine)\(percent)"
    lines =
      line.width(size: Self.textSize) <= Self.width
      ? [line] : [cut(label, before: " \u{2192}"), cut(prediction, before: percent)]
  }

  /// The height with all lines.
  var height: Double { Self.pictureSide + 4 + Double(lines.count + 1) * Self.lineHeight }

  /// Draws the card right of and below a point.
  func draw(at origin: Point, into svg: inout SVGWriter) {
    let frame = Rectangle(
      x: origin.x + (Self.width - Self.pictureSide) / 2, y: origin.y, width: Self.pictureSide,
      height: Self.pictureSide)
    svg.element("g", ["class": "mistake"]) { svg in
      svg.element("title", [:], content: description)
      svg.element(
        "rect",
        [
          "x": frame.x.px, "y": frame.y.px, "width": frame.width.px, "height": frame.height.px,
          "fill": "#f1f3f6",
        ])
      drawPicture(in: frame, into: &svg)
      let file = mistake.image.split(separator: "/").last.map(String.init) ?? mistake.image
      let name = file.legible.cutInMiddle(size: Self.textSize, width: Self.width)
      for (index, line) in ([name] + lines).enumerated() {
        svg.text(
          line,
          at: Point(x: frame.midX, y: frame.maxY + Double(index + 1) * Self.lineHeight),
          size: Self.textSize, fill: index == 0 ? "#5b6675" : "#1b2430", centred: true)
      }
    }
  }

  /// All of it without cuts, which viewers show on demand.
  private var description: String {
    "\(mistake.image.legible.asPartOfLine): \(mistake.label.legible.asPartOfLine) taken for "
      + mistake.prediction.legible
  }

  private func drawPicture(in frame: Rectangle, into svg: inout SVGWriter) {
    guard let size = PNGSize(picture) else { return }
    let fitting = min(frame.width / size.width, frame.height / size.height)
    // Every pixel of a small picture becomes a square of the same size.
    let scale = fitting < 1 ? fitting : fitting.rounded(.down)
    let area = Rectangle(
      centre: Point(x: frame.midX, y: frame.midY), width: size.width * scale,
      height: size.height * scale)
    svg.element(
      "image",
      [
        "x": area.x.px, "y": area.y.px, "width": area.width.px, "height": area.height.px,
        "image-rendering": fitting < 1 ? "auto" : "pixelated",
        "href": "data:image/png;base64,\(Data(picture).base64EncodedString())",
      ])
  }
}

/// The size of a picture in pixels, as the header of a PNG file says it.
private struct PNGSize {
  let width: Double
  let height: Double

  /// Nil for what is no PNG file.
  init?(_ bytes: [UInt8]) {
    let start: [UInt8] = [0x89] + "PNG\r\n\u{1A}\n".utf8 + [0, 0, 0, 13] + "IHDR".utf8
    guard bytes.count >= 24, bytes.starts(with: start) else { return nil }
    func number(at offset: Int) -> Double {
      bytes[offset..<offset + 4].reduce(0) { $0 * 256 + Double($1) }
    }
    (width, height) = (number(at: 16), number(at: 20))
    guard width > 0, height > 0 else { return nil }
  }
}
