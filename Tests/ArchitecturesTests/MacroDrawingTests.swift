import Testing

@testable import Architectures

struct MacroDrawingTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func everyBlockIsDrawnOnce(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let plan = ADWPSpace.standard.random(using: &generator).plan()
    let svg = MacroDrawing.svg(of: plan, title: "Found")
    let drawing = try Drawing(svg)
    func count(_ text: String) -> Int { svg.components(of: text) }
    #expect(count("class=\"residual\"") == plan.blocks.count { $0.isResidual })
    let runs = plan.blocks.indices.count { index in
      let isFirst = index == 0 || plan.blocks[index - 1].stage != plan.blocks[index].stage
      return plan.blocks[index].kind == .identity
        && (isFirst || plan.blocks[index - 1].kind != .identity)
    }
    #expect(count("class=\"skip\"") == runs)
    // With stem, head, pool and classifier.
    #expect(count("class=\"block\"") == plan.blocks.count { $0.kind != .identity } + 4)
    #expect(count("class=\"stage\"") == 5)
    for block in plan.blocks {
      guard case .invertedResidual(let inner) = block.kind else { continue }
      if let squeezed = inner.squeezeChannels { #expect(drawing.texts.contains("SE \(squeezed)")) }
      #expect(drawing.texts.contains { $0.hasSuffix(" = \(inner.hiddenChannels)") })
    }
    #expect(drawing.texts.contains("Stage 3"))
    #expect(drawing.texts.contains { $0.contains("\(plan.totalCost.parameters.grouped) param") })
    #expect(svg == MacroDrawing.svg(of: plan, title: "Found"))
  }

  @Test func runsOfSkipsAreFolded() throws {
    let svg = Architecture.adwp(ADWPNetwork.smallest).drawing(
      title: "", image: ImageShape(channels: 3, height: 32, width: 32), classes: 10)
    let texts = try Drawing(svg).texts
    #expect(
      texts.filter { $0.hasPrefix("skip") }.map { $0.suffix(1) } == ["6", "5", "5"])
    #expect(svg.components(of: "class=\"skip\"") == 3)
  }

  @Test func theCodeStandsUnderTheTitle() throws {
    let image = ImageShape(channels: 3, height: 32, width: 32)
    func texts(_ network: Architecture) throws -> [String] {
      try Drawing(network.drawing(title: "Found", image: image, classes: 10)).texts
    }
    let benchmark = try NASBenchMacroNetwork(code: "00100200")
    #expect(try texts(.nasBenchMacro(benchmark)).contains("code 00100200"))
    let code = try texts(.adwp(.largest)).joined(separator: " ")
    #expect(code.contains("code " + ADWPNetwork.largest.key.replacing(";", with: "; ")))
  }

  @Test func projectionsOfTheBenchmarkAreDrawn() throws {
    let plan = try NASBenchMacroNetwork(code: "00100200").plan()
    let drawing = try Drawing(MacroDrawing.svg(of: plan, title: "<& \"title\">"))
    #expect(drawing.texts.contains("<& \"title\">"))
    for text in [
      "1\u{00D7}1", "32 \u{2192} 64 /2", "\u{00D7}6 = 768", "skip", "skip \u{00D7}2",
      "1280 \u{2192} 10",
    ] {
      #expect(drawing.texts.contains(text), "\(text)")
    }
    #expect(!drawing.texts.contains { $0.hasPrefix("SE") })
  }
}

extension String {
  /// How often a text occurs.
  fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
