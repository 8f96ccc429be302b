import Foundation
import Testing

@testable import Architectures

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What an XML parser finds in a drawing.
final class Drawing: NSObject, XMLParserDelegate {
  private(set) var texts: [String] = []
  /// What viewers show on demand, from the title of the whole drawing on.
  private(set) var titles: [String] = []
  private(set) var width = 0.0
  /// How far to the right a text outside of the cells may reach.
  private(set) var widestText = 0.0
  /// How far up an upright text may reach.
  private(set) var highestText = Double.infinity
  private var attributes: [[String: String]] = []
  private var open: [[String: String]] = []
  private var text = ""

  init(_ svg: String) throws {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    guard parser.parse() else {
      throw try #require(parser.parserError)
    }
  }

  func values(_ name: String) -> [String] { attributes.compactMap { $0[name] } }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String] = [:]
  ) {
    if name == "svg" { width = attributes["width"].flatMap(Double.init) ?? 0 }
    self.attributes.append(attributes)
    open.append(attributes)
    text = ""
  }

  func parser(_ parser: XMLParser, foundCharacters characters: String) {
    text += characters
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
    qualifiedName: String?
  ) {
    let attributes = open.removeLast()
    if name == "title" { titles.append(text) }
    guard name == "text" else { return }
    texts.append(text)
    let x = attributes["x"].flatMap(Double.init) ?? 0
    let size = attributes["font-size"].flatMap(Double.init) ?? 0
    let ownWidth = text.width(size: size, bold: attributes["font-weight"] == "bold")
    let share = ["middle": 0.5, "end": 0][attributes["text-anchor"] ?? "start", default: 1]
    if attributes["transform"]?.hasPrefix("rotate(-90 ") == true {
      let y = attributes["y"].flatMap(Double.init) ?? 0
      highestText = min(highestText, y - ownWidth * share)
    } else {
      widestText = max(widestText, x + ownWidth * share)
    }
  }
}
