import Foundation
import Testing

@testable import Architectures

/// Networks by hand.
///
/// Their counts are those that `scripts/fixtures/references.py` prints, of PyTorch's modules.
@Suite struct ReferenceTests {
  private static let grey = ImageShape(channels: 1, height: 28, width: 28)

  @Test(
    arguments: [
      (.mobilenet, 16, 1, 28, 10, 19_242, 2_077_776),
      (.mobilenet3, 16, 1, 28, 10, 62_538, 2_742_160),
      (.plain, 20, 1, 28, 10, 37_270, 2_964_320),
      (.plain, 32, 1, 28, 10, 94_186, 7_452_416),
      (.resnet, 16, 1, 28, 10, 272_186, 31_021_952),
      (.resnet, 5, 1, 28, 10, 27_095, 3_053_880),
      (.mobilenet, 16, 3, 32, 100, 28_260, 3_017_088),
      (.mobilenet3, 16, 3, 32, 100, 74_436, 3_684_352),
      (.plain, 20, 3, 32, 100, 44_920, 4_247_360),
      (.resnet, 16, 3, 32, 100, 278_324, 40_818_944),
      // Larger images come to 32 pixels first.
      (.mobilenet, 16, 3, 64, 10, 19_530, 3_008_448),
      (.plain, 20, 3, 64, 10, 37_630, 4_240_160),
      (.resnet, 5, 3, 64, 10, 27_185, 4_080_840),
      (.mobilenet, 16, 3, 224, 7, 23_623, 24_129_840),
      (.mobilenet3, 16, 3, 224, 7, 66_823, 24_794_128),
      (.plain, 20, 3, 224, 7, 37_387, 9_596_720),
      (.resnet, 16, 3, 224, 7, 272_279, 36_327_872),
    ] as [(Reference, Int, Int, Int, Int, Int, Int)])
  func costsAreThoseOfPyTorch(
    reference: Reference, width: Int, channels: Int, side: Int, classes: Int, parameters: Int,
    multiplyAdds: Int
  ) throws {
    let image = ImageShape(channels: channels, height: side, width: side)
    let network = try reference.network(width: width)
    let cost = Cost(parameters: parameters, multiplyAdds: multiplyAdds)
    #expect(network.cost(image: image, classes: classes) == cost)
    #expect(network.graph(image: image, classes: classes).cost == cost)
    // The same numbers as limits give the same network back; one less gives the next narrower one.
    for limit in [
      CostLimit(parameters: parameters), CostLimit(multiplyAdds: multiplyAdds),
      CostLimit(parameters: parameters, multiplyAdds: multiplyAdds),
    ] {
      #expect(reference.widest(within: limit, image: image, classes: classes) == network)
    }
    for limit in [
      CostLimit(parameters: parameters - 1, multiplyAdds: multiplyAdds),
      CostLimit(parameters: parameters, multiplyAdds: multiplyAdds - 1),
    ] {
      #expect(
        try reference.widest(within: limit, image: image, classes: classes)
          == reference.network(width: width - 1))
    }
  }

  @Test(arguments: Reference.allCases) func widthsEndSomewhere(reference: Reference) throws {
    let least = try reference.network(width: 1).cost(image: Self.grey, classes: 10)
    let limit = CostLimit(multiplyAdds: least.multiplyAdds - 1)
    #expect(reference.widest(within: limit, image: Self.grey, classes: 10) == nil)
    #expect(
      try reference.widest(within: CostLimit(), image: Self.grey, classes: 10)
        == reference.network(width: 2048))
    for width in [0, 2049] {
      #expect(throws: ArchitectureError.self) { try reference.network(width: width) }
    }
  }

  @Test(
    arguments: [
      (.mobilenet, #"{"format":"mobilenet-1","stages":2,"width":7}"#),
      (.mobilenet3, #"{"format":"mobilenet-1","stages":3,"width":7}"#),
      (.plain, #"{"format":"plain-1","width":7}"#),
      (.resnet, #"{"depth":20,"format":"resnet-1","width":7}"#),
    ] as [(Reference, String)])
  func filesHoldTheirNumbers(reference: Reference, text: String) throws {
    let network = try reference.network(width: 7)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(String(decoding: try encoder.encode(network), as: UTF8.self) == text)
    #expect(try Architecture(json: Data(text.utf8)) == network)
    #expect(
      network.format == text.split(separator: "\"").first { $0.hasSuffix("-1") }.map(String.init))
  }

  @Test(arguments: [
    (#""format": "plain-1""#, #""width" in the architecture is missing"#),
    (#""format": "plain-1", "width": 0"#, "expected 1 to 2048"),
    (#""format": "plain-1", "width": 2.5"#, #""width" in the architecture"#),
    (#""format": "plain-1", "width": 8, "wide": 8"#, #""wide" in the architecture is not known"#),
    (#""format": "mobilenet-1", "width": 8, "stages": 4"#, "expected 2 to 3"),
    (#""format": "resnet-1", "width": 8, "depth": 21"#, "2 more than a multiple of 6"),
    (#""format": "resnet-1", "width": 8, "depth": 2"#, "expected 8 to 1202"),
  ])
  func otherFilesAreRefused(rest: String, message: String) {
    let error = #expect(throws: ArchitectureError.self) {
      try Architecture(json: Data("{\(rest)}".utf8))
    }
    #expect(error?.description.contains(message) == true, "\(String(describing: error))")
  }

  /// Nothing that a file holds traps: single pixels, odd and unequal sides, large images.
  @Test(arguments: Reference.allCases) func everyImageHasAGraphAndADrawing(
    reference: Reference
  ) throws {
    let network = try reference.network(width: 3)
    for (height, width) in [(1, 1), (5, 100), (33, 7), (31, 31), (224, 64), (513, 2)] {
      let image = ImageShape(channels: 1, height: height, width: width)
      let graph = network.graph(image: image, classes: 4)
      #expect(graph.shape(of: graph.outputs[0]) == ImageShape(channels: 4, height: 1, width: 1))
      let names = graph.weights.map(\.name)
      #expect(Set(names).count == names.count)
      #expect(network.cost(image: image, classes: 4) == graph.cost)
      _ = try Drawing(network.drawing(title: "By hand", image: image, classes: 4))
    }
  }

  @Test func theDeepestNetworkIsCounted() throws {
    let network = try ResidualNetwork(width: 2048, depth: 1202)
    let image = ImageShape(channels: 3, height: 224, width: 224)
    #expect(network.cost(image: image, classes: 1000).multiplyAdds > 1_000_000_000_000)
  }
}
