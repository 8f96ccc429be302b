/// The cells of a confusion matrix with their classes and accuracies around them.
struct ConfusionGrid {
  private static let axisTitle = 20.0
  private static let accuracies = 72.0

  private let report: ClassificationReport
  private let results: [ClassificationReport.ClassResult]
  private let cells: ConfusionCells
  /// The names of the classes as they are drawn; empty where there is no room for any.
  private let names: [String]
  private let nameSize: Double
  /// The room for names or numbers above and left of the cells.
  private let labels: Double

  init(_ report: ClassificationReport) {
    let count = report.classNames.count
    self.report = report
    results = report.classes
    cells = ConfusionCells(report.confusion)
    let size = count <= 40 ? 12.0 : 10
    nameSize = size
    names = count > 100 ? [] : report.classNames.map { $0.legible.cut(size: size, width: 150) }
    labels = 8 + (names.map { $0.width(size: size) }.max() ?? 26)
  }

  /// The width with everything around the cells.
  var width: Double { Self.axisTitle + labels + cells.side + Self.accuracies }
  /// The height with everything above the cells.
  var height: Double { Self.axisTitle + labels + cells.side }

  /// What the drawing says in small print.
  var notes: [String] {
    [
      "Rows: the classes of the images. Columns: what they were taken for. Shades: the share of the row."
        + (cells.hasNumbers ? " Numbers: images." : ""),
      "At the right: the share of each class that was recognised.",
      names.isEmpty ? "Classes are numbered from 0." : "",
      cells.leastShare > 0
        ? "Cells below \((cells.leastShare * 100).fixed(2)) % of their row are not drawn." : "",
    ].filter { !$0.isEmpty }
  }

  /// Draws all of it right of and below a point.
  func draw(at origin: Point, into svg: inout SVGWriter) {
    let corner = Point(
      x: origin.x + Self.axisTitle + labels, y: origin.y + Self.axisTitle + labels)
    let middle = cells.side / 2
    svg.label(
      "taken for", at: Point(x: corner.x + middle, y: origin.y + 12), size: 12, bold: true,
      anchor: "middle")
    svg.label(
      "class", at: Point(x: origin.x + 12, y: corner.y + middle), size: 12, bold: true,
      anchor: "middle", rotated: true)
    svg.label(
      "accuracy", at: Point(x: corner.x + cells.side + 8, y: corner.y - 8), size: 12, bold: true)
    cells.draw(at: corner, into: &svg)
    if names.isEmpty {
      drawNumbers(around: corner, into: &svg)
      drawBars(beside: corner, into: &svg)
    } else {
      drawNames(around: corner, into: &svg)
    }
  }

  private func drawNames(around corner: Point, into svg: inout SVGWriter) {
    for (index, name) in names.enumerated() {
      let centre = (Double(index) + 0.5) * cells.pitch
      let baseline = centre + nameSize * 0.35
      svg.label(
        name, at: Point(x: corner.x - 6, y: corner.y + baseline), size: nameSize, anchor: "end")
      svg.label(
        name, at: Point(x: corner.x + baseline, y: corner.y - 6), size: nameSize, rotated: true)
      svg.label(
        results[index].accuracy.map { "\(($0 * 100).fixed(1)) %" } ?? "\u{2013}",
        at: Point(x: corner.x + cells.side + 8, y: corner.y + baseline), size: nameSize)
    }
  }

  /// Numbers stand where they do not touch.
  private func drawNumbers(around corner: Point, into svg: inout SVGWriter) {
    let least = Int((26 / cells.pitch).rounded(.up))
    let powers = (1...7).map { power in (0..<power).reduce(1) { size, _ in size * 10 } }
    let step = powers.flatMap { [$0, 2 * $0, 5 * $0] }.first { $0 >= least } ?? least
    for index in stride(from: 0, to: results.count, by: step) {
      let centre = (Double(index) + 0.5) * cells.pitch
      svg.label(
        "\(index)", at: Point(x: corner.x + centre, y: corner.y - 6), size: 10, anchor: "middle")
      svg.label(
        "\(index)", at: Point(x: corner.x - 6, y: corner.y + centre + 3.5), size: 10, anchor: "end")
    }
  }

  /// A bar for the accuracy of each class.
  private func drawBars(beside corner: Point, into svg: inout SVGWriter) {
    let frame = Rectangle(
      x: corner.x + cells.side + 8, y: corner.y, width: Self.accuracies - 12, height: cells.side)
    svg.element(
      "rect",
      [
        "x": frame.x.px, "y": frame.y.px, "width": frame.width.px, "height": frame.height.px,
        "fill": "#f1f3f6",
      ])
    let path = results.enumerated().map { index, result in
      let length = (result.accuracy ?? 0) * frame.width
      return length < 0.05 ? "" : "M0 \((Double(index) * cells.pitch).px)h\(length.px)"
    }.joined()
    svg.element(
      "path",
      [
        "class": "accuracies", "d": path, "fill": "none", "stroke": "#3f74b5",
        "stroke-width": cells.pitch.px,
        "transform": "translate(\(frame.x.px) \((frame.y + cells.pitch / 2).px))",
      ])
  }
}
