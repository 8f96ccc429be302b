import Foundation
import Testing

@testable import Architectures

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct ScatterPlotTests {
  private static func plot(_ heights: [Double], values: [[Double]], title: String = "T") -> String {
    ScatterPlot.svg(
      title: title, label: "accuracy, %", heights: heights,
      panels: values.map {
        ScatterPlot.Panel(title: "proxy", caption: "tau 0.5", label: "score, units", values: $0)
      }
    )
  }

  @Test func everyProxyHasAPanelWithItsPoints() throws {
    let plot = try Outline(
      Self.plot([90, 91, 92], values: [[1, 2, 3], [5, 5, 5], [0, 0, 1], [-2, -1, 0]])
    )
    #expect(plot.classes.count { $0 == "panel" } == 4)
    #expect(plot.paths.map { $0.count { $0 == "M" } } == [3, 3, 3, 3])
    for text in ["T", "proxy", "tau 0.5", "score, units", "accuracy, %", "90.0", "92.0"] {
      #expect(plot.texts.contains(text), "\(text)")
    }
    // Four panels stand in two rows.
    #expect(plot.height > 2 * ScatterPanel.size.height)
    #expect(plot.width < 4 * ScatterPanel.size.width)
  }

  @Test func theLowestHundredthMakesRoom() throws {
    let heights = [10, 12] + (0..<298).map { 90 + Double($0) / 100 }
    let plot = try Outline(Self.plot(heights, values: [heights]))
    #expect(plot.texts.contains { $0.hasPrefix("2 of 300 points lie below the vertical axis") })
    let near = (0..<300).map { 90 + Double($0) / 100 }
    let whole = try Outline(Self.plot(near, values: [near]))
    #expect(!whole.texts.contains { $0.contains("points lie below") })
  }

  @Test(
    arguments: [
      ([0.0, 1.0], 0, 1.0, 1), ([0.0, 1.1], 0, 1.5, 1), ([-8.0, 0.0], -8.0, 0, 0),
      ([3.0, 3.0], 3.0, 4.0, 0), ([0.37, 2.91], 0, 3.0, 0), ([7.7, 105.7], 0, 120, 0),
      ([93.11, 93.13], 93.11, 93.13, 3),
    ] as [([Double], Double, Double, Int)]
  )
  func axesHaveRoundEnds(values: [Double], lower: Double, upper: Double, digits: Int) {
    let axis = PlotAxis(values)
    #expect(abs(axis.lower - lower) < 1e-9 && abs(axis.upper - upper) < 1e-9, "\(axis)")
    #expect(axis.digits == digits, "\(axis)")
    #expect((2...8).contains(axis.ticks.count))
    #expect(values.allSatisfy { (0...1).contains(axis.position($0)) })
  }

  @Test func anyTitleIsWellFormed() throws {
    let title = "<b> & \"quotes\" " + String(repeating: "long ", count: 40)
    #expect(
      try Outline(Self.plot([1], values: [[1]], title: title)).texts.contains { $0.contains("&") })
  }

  /// What an XML parser finds in a plot.
  private final class Outline: NSObject, XMLParserDelegate {
    private(set) var texts: [String] = []
    private(set) var classes: [String] = []
    private(set) var paths: [String] = []
    private(set) var width = 0.0
    private(set) var height = 0.0
    private var text = ""

    init(_ svg: String) throws {
      super.init()
      let parser = XMLParser(data: Data(svg.utf8))
      parser.delegate = self
      guard parser.parse() else { throw try #require(parser.parserError) }
    }

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String] = [:]
    ) {
      if name == "svg" {
        width = attributes["width"].flatMap(Double.init) ?? 0
        height = attributes["height"].flatMap(Double.init) ?? 0
      }
      attributes["class"].map { classes.append($0) }
      if name == "path" { paths.append(attributes["d"] ?? "") }
      text = ""
    }

    func parser(_ parser: XMLParser, foundCharacters characters: String) { text += characters }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
      if name == "text" { texts.append(text) }
    }
  }
}
