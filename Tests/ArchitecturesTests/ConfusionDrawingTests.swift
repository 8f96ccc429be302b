import Foundation
import Testing

@testable import Architectures

@Suite struct ConfusionDrawingTests {
  @Test func countsNamesAndAccuraciesAreDrawn() throws {
    let report = ClassificationReport.counting(
      ["cat", "dog", "owl"], [[30, 7, 0], [2, 21, 0], [0, 0, 0]])
    let drawing = try Drawing(ConfusionDrawing.svg(of: report, title: "animals"))
    for text in ["animals: accuracy 85.00 %", "60 images \u{B7} 3 classes"] {
      #expect(drawing.texts.contains(text))
    }
    #expect(drawing.texts.filter { Int($0) != nil } == ["30", "7", "2", "21"])
    for name in ["cat", "dog", "owl"] {
      #expect(drawing.texts.count { $0 == name } == 2)
    }
    for accuracy in ["81.1 %", "91.3 %", "\u{2013}"] { #expect(drawing.texts.contains(accuracy)) }
  }

  /// A shade is a path, whose strokes are cells.
  private static func cells(_ drawing: Drawing) -> Int {
    drawing.values("d").joined().count { $0 == "h" }
  }

  @Test(arguments: [1, 2, 5, 6, 12, 13, 40, 41, 100])
  func cellsWithImagesAreDrawn(count: Int) throws {
    let names = (0..<count).map { "class \($0)" }
    let report = ClassificationReport.ring(names)
    let drawing = try Drawing(ConfusionDrawing.svg(of: report, title: "T"))
    let drawn = report.confusion.reduce(0) { $0 + $1.count { $0 > 0 } }
    #expect(Self.cells(drawing) == drawn)
    #expect(drawing.texts.count { Int($0) != nil } == (count <= 40 ? drawn : 0))
    #expect(names.allSatisfy { name in drawing.texts.count { $0 == name } == 2 })
    #expect(drawing.widestText <= drawing.width)
    #expect(drawing.highestText >= 0)
  }

  @Test(arguments: [(101, 10), (300, 10), (1_000, 50)])
  func manyClassesHaveNumbers(count: Int, step: Int) throws {
    let names = (0..<count).map { "class \($0)" }
    let drawing = try Drawing(
      ConfusionDrawing.svg(of: ClassificationReport.ring(names), title: "T"))
    #expect(!drawing.texts.contains { $0.hasPrefix("class ") })
    let numbers = drawing.texts.compactMap { Int($0) }
    #expect(numbers == stride(from: 0, to: count, by: step).flatMap { [$0, $0] })
    // Two cells of a class, and the bar of its accuracy.
    #expect(Self.cells(drawing) == 3 * count)
  }

  /// Every so many columns a cell with the same share of its row: no two of them are one stroke.
  @Test(arguments: [(101, 2, true), (300, 2, true), (1_000, 7, true), (1_000, 2, false)])
  func fullMatricesStaySmall(count: Int, step: Int, areDrawn: Bool) throws {
    let confusion = (0..<count).map { label in
      (0..<count).map { ($0 + label) % step == 0 ? 1_000 : 0 }
    }
    let report = try ClassificationReport(
      classNames: (0..<count).map { "\($0)" }, confusion: confusion)
    let svg = ConfusionDrawing.svg(of: report, title: "T")
    #expect(svg.utf8.count < 2_000_000)
    let bars = report.classes.count { $0.accuracy != 0 }
    let drawn = confusion.reduce(0) { $0 + $1.count { $0 > 0 } }
    #expect(Self.cells(try Drawing(svg)) == bars + (areDrawn ? drawn : 0))
  }

  @Test func faintCellsOfManyClassesAreLeftOut() throws {
    var confusion = (0..<300).map { label in (0..<300).map { $0 == label ? 999 : 0 } }
    confusion[0][1] = 1
    confusion[2][3] = 3
    let report = try ClassificationReport(
      classNames: (0..<300).map { "\($0)" }, confusion: confusion)
    let drawing = try Drawing(ConfusionDrawing.svg(of: report, title: "T"))
    #expect(Self.cells(drawing) == 301 + 300)
    #expect(drawing.texts.contains("Cells below 0.20 % of their row are not drawn."))
  }

  @Test func hostileNamesAreText() throws {
    let names = ClassificationReport.hostileNames
    let report = ClassificationReport.ring(names)
    for title in names {
      let svg = ConfusionDrawing.svg(of: report, title: title)
      let drawing = try Drawing(svg)
      #expect(!svg.contains("<script"))
      #expect(!svg.unicodeScalars.contains { $0.properties.isBidiControl && $0 != "\u{200E}" })
      #expect(drawing.widestText <= drawing.width)
      #expect(drawing.highestText >= 0)
      for text in ["]]>", "\\u{07}\\u{1B}[2J", "\\u{202E}gnp.exe"] {
        #expect(drawing.texts.count { $0 == text } >= 2)
      }
    }
  }

  @Test func theSameReportGivesTheSamePicture() {
    let report = ClassificationReport.ring(ClassificationReport.hostileNames)
    #expect(Set((0..<4).map { _ in ConfusionDrawing.svg(of: report, title: "T") }).count == 1)
  }
}
