import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct DrawTests {
  @Test func drawingOfARunIsDrawnAgain() throws {
    let run = try TinyRun.copy()
    try FileManager.default.removeItem(at: run.appending(path: "architecture.svg"))
    let result = try Program.run("draw", run.path)
    #expect(result.code == 0)
    #expect(result.output == run.path + "/architecture.svg\n")
    #expect(
      try bytes("architecture.svg", in: run)
        == bytes("architecture.svg", in: TinyRun.shared().folder))
  }

  @Test func drawingIsWellFormedSVG() throws {
    let run = try TinyRun.shared().folder
    let before = try Snapshot(run)
    let title = #"<b> & "quotes""#
    let result = try Program.run("draw", run.path, "--output", "-", "--title", title)
    #expect(result.code == 0)
    #expect(try Snapshot(run) == before)
    let parser = XMLParser(data: Data(result.output.utf8))
    let outline = Outline()
    parser.delegate = outline
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(outline.root == "svg")
    #expect(outline.text.contains(title))
    // One chip at least for each kind of operation that was kept.
    let architecture = try String(
      decoding: bytes("architecture.json", in: run), as: UTF8.self)
    for (operation, label) in [("sep_conv_3x3", "sep"), ("max_pool_3x3", "max")]
    where architecture.contains(operation) {
      #expect(outline.text.contains(label))
    }
  }

  @Test func fileOfOnesChoice() throws {
    let output = try Scratch.free("cells.svg")
    let run = try TinyRun.shared().folder
    #expect(try Program.run("draw", run.path, "--output", output.path).code == 0)
    #expect(try Data(contentsOf: output) == bytes("architecture.svg", in: run))
    // Nothing is overwritten: it may be what cannot be made again.
    expectFailure(
      try Program.run("draw", run.path, "--output", output.path, "--title", "Another"), code: 64,
      saying: ["is there already, expected another --output"])
    #expect(try Data(contentsOf: output) == bytes("architecture.svg", in: run))
  }

  private final class Outline: NSObject, XMLParserDelegate {
    var root: String?
    var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      root = root ?? name
    }

    func parser(_ parser: XMLParser, foundCharacters characters: String) { text += characters }
  }
}
