/// Draws which classes a classifier takes for which.
public struct ConfusionDrawing {
  /// The confusion matrix as an SVG document.
  ///
  /// Each row is a class, each column what its images were taken for. A cell is as dark as its share of the row; up to
  /// 40 classes it shows its number of images, and up to 100 the classes have their names.
  ///
  /// - Parameters:
  ///   - report: The counts, of any number of classes.
  ///   - title: The heading, in plain text; the accuracy follows it.
  /// - Returns: A document of one `svg` element, on white, below 2 MB.
  public static func svg(of report: ClassificationReport, title: String) -> String {
    let grid = ConfusionGrid(report)
    let accuracy = report.accuracy.map { "accuracy \(($0 * 100).fixed(2)) %" } ?? "no images"
    var page = DrawingPage(
      title: "\(title.legible.asPartOfLine): \(accuracy)",
      summary: "\(report.images.grouped) \(report.images == 1 ? "image" : "images") \u{00B7} "
        + "\(report.classNames.count.grouped) "
        + (report.classNames.count == 1 ? "class" : "classes"),
      width: max(480, grid.width))
    let top = page.y + 10
    page.draw { grid.draw(at: Point(x: DrawingPage.margin, y: top), into: &$0) }
    page.y = top + grid.height + 20
    let scale = Point(x: DrawingPage.margin, y: page.y)
    page.draw { ConfusionShade.drawScale(at: scale, into: &$0) }
    page.y += 44
    page.draw(MacroLegend(grid.notes, width: page.width))
    return page.document
  }
}
