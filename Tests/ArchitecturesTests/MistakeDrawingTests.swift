import Foundation
import Testing

@testable import Architectures

@Suite struct MistakeDrawingTests {
  /// The start of a PNG file, all that a drawing reads.
  private static func picture(width: UInt8, height: UInt8) -> [UInt8] {
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
      + [0, 0, 0, width, 0, 0, 0, height, 8, 2, 0, 0, 0]
  }

  private static func mistakes(_ names: [String], images: [String]) -> [ClassificationReport
    .Mistake]
  {
    var counter = ClassificationCounter(classNames: names, keeping: images.count)
    for (index, image) in images.enumerated() {
      counter.count(
        label: index % names.count, prediction: (index + 1) % names.count, probability: 0.974,
        labelProbability: 0.01, image: image)
    }
    return counter.report.mistakes
  }

  @Test func picturesAreInTheFile() throws {
    let pictures = [(28, 28), (32, 16), (96, 96), (224, 112)].map { size in
      Self.picture(width: size.0, height: size.1)
    }
    let mistakes = Self.mistakes(["cat", "dog"], images: ["a.png", "b.png", "c.png", "x/d.png"])
    let drawing = try Drawing(
      MistakeDrawing.svg(of: mistakes, pictures: pictures, title: "Mistakes"))
    let start = "data:image/png;base64,"
    let data = drawing.values("href").map { Data(base64Encoded: String($0.dropFirst(start.count))) }
    #expect(data == pictures.map { Data($0) })
    #expect(drawing.values("href").allSatisfy { $0.hasPrefix(start) })
    let rendering = drawing.values("image-rendering")
    #expect(rendering == ["pixelated", "pixelated", "pixelated", "auto"])
    for text in ["a.png", "d.png", "cat \u{2192} dog 97 %", "dog \u{2192} cat 97 %"] {
      #expect(drawing.texts.contains(text))
    }
    #expect(drawing.titles.contains("x/d.png: dog taken for cat"))
  }

  @Test(arguments: [(28, 28, 84, 84), (32, 16, 96, 48), (97, 10, 96, 9.9), (1, 1, 96, 96)])
  func smallPicturesAreEnlargedByWholeNumbers(
    width: UInt8, height: UInt8, drawnWidth: Double, drawnHeight: Double
  ) {
    let svg = MistakeDrawing.svg(
      of: Self.mistakes(["cat", "dog"], images: ["a"]),
      pictures: [Self.picture(width: width, height: height)], title: "T")
    let size = #/<image x=".+" y=".+" width="(.+?)" height="(.+?)" image/#
    let match = svg.firstMatch(of: size)
    #expect(match.flatMap { Double($0.1) } == drawnWidth)
    #expect(match.flatMap { Double($0.2) } == drawnHeight)
  }

  @Test(
    arguments: [
      [], [0x89], Array("<svg onload=\"alert(1)\"/>        ".utf8), picture(width: 0, height: 3),
      picture(width: 3, height: 3).dropLast(6),
    ] as [[UInt8]])
  func whatIsNoPictureLeavesItsPlaceEmpty(picture: [UInt8]) throws {
    let mistakes = Self.mistakes(["cat", "dog"], images: ["a.png"])
    let drawing = try Drawing(MistakeDrawing.svg(of: mistakes, pictures: [picture], title: "T"))
    #expect(drawing.values("href").isEmpty)
    #expect(drawing.texts.contains("a.png"))
  }

  @Test func namesAreTextAndFit() throws {
    let names = ClassificationReport.hostileNames
    let mistakes = Self.mistakes(names, images: names + names.map { "folder/\($0).png" })
    let svg = MistakeDrawing.svg(
      of: mistakes, pictures: mistakes.map { _ in Self.picture(width: 8, height: 8) },
      title: names[0])
    let drawing = try Drawing(svg)
    #expect(drawing.values("class").count { $0 == "mistake" } == 2 * names.count)
    #expect(drawing.widestText <= drawing.width)
    #expect(!svg.contains("<script"))
    #expect(!svg.unicodeScalars.contains { $0.properties.isBidiControl && $0 != "\u{200E}" })
    let long = drawing.texts.filter { $0.contains("\u{2026}") }
    #expect(long.allSatisfy { $0.width(size: 11) <= 150 })
    // The middle is cut out of a name of a file, the end is cut off one of a class.
    #expect(long.contains { $0.hasPrefix("long") && $0.hasSuffix("ng .png") })
    #expect(long.contains { $0.hasPrefix("WWW") && $0.hasSuffix("\u{2026} \u{2192}") })
    // What stands behind a name in Hebrew keeps its place.
    #expect(drawing.texts.contains("\u{5D0}\u{5D1}\u{5D2}\u{200E} \u{2192} \u{7D50}\u{679C} 97 %"))
  }

  @Test func noMistakesAreSaidToBeNone() throws {
    let drawing = try Drawing(MistakeDrawing.svg(of: [], pictures: [], title: "T"))
    #expect(drawing.texts == ["T", "no mistakes"])
  }
}
