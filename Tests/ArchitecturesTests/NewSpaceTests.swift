import Foundation
import Testing

@testable import Architectures

/// A space that the library does not know, of one number: how wide its only layer is.
struct NewSpaceTests {
  private struct Shallow: NetworkDescription {
    static let currentFormat = "shallow-1"
    var width: Int

    func graph(image: ImageShape, classes: Int) -> NetworkGraph {
      var builder = GraphBuilder(inputs: [image])
      var output = builder.convolution(
        builder.input(0), name: "conv", channels: width, kernelSize: 3, padding: 1)
      output = builder.relu(builder.normalization(output, name: "bn", hasWeights: true))
      output = builder.mean(builder.averagePool(output, size: 2, stride: 2, padding: 0))
      let logits = builder.linear(output, name: "classifier", outputs: classes)
      return builder.graph(outputs: [logits])
    }
  }

  /// A format once registered stays so in this process.
  private static let registered: Void = Architecture.register(Shallow.self)

  private let image = ImageShape(channels: 1, height: 4, width: 4)

  init() { Self.registered }

  @Test func filesAreReadOnceTheSpaceIsRegistered() throws {
    let network = Architecture(Shallow(width: 2))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let file = try encoder.encode(network)
    #expect(String(decoding: file, as: UTF8.self) == #"{"format":"shallow-1","width":2}"#)
    #expect(try Architecture(json: file) == network)
    #expect(network != Architecture(Shallow(width: 3)))
    #expect(Architecture.formats.contains("shallow-1"))
    let error = #expect(throws: ArchitectureError.self) {
      try Architecture(json: Data(#"{"format": "shallow-1", "width": "2"}"#.utf8))
    }
    #expect(error?.description == "\"width\" in the architecture is not a whole number.")
  }

  @Test func costsFollowFromTheGraph() {
    let cost = Architecture(Shallow(width: 2)).cost(image: image, classes: 3)
    #expect(cost == Cost(parameters: 2 * 9 + 4 + 9, multiplyAdds: 2 * 9 * 16 + 6))
  }

  @Test func memoryFollowsFromTheValues() {
    let network = Architecture(Shallow(width: 2))
    // The image, three values of the layer, the pool, the mean, the logits; two of the largest.
    let training = 16 + 3 * 32 + 8 + 2 + 3 + 2 * 32
    // Two values of the layer at a time and a copy.
    let evaluation = 3 * 32
    func bytes(_ elements: Int) -> Double { 150e6 + 1.1 * Double(4 * elements * 1000 + 31 * 40) }
    for model in [MemoryModel.reference, .fused(elementBytes: 2)] {
      #expect(
        network.trainingMemory(image: image, classes: 3, batchSize: 1000, model: model)
          == Int(bytes(training)))
      #expect(
        network.evaluationMemory(image: image, classes: 3, batchSize: 1000, model: model)
          == Int(bytes(evaluation)))
    }
  }

  @Test func everyLayerIsDrawn() throws {
    let network = Architecture(Shallow(width: 2))
    let texts = try Drawing(network.drawing(title: "<New>", image: image, classes: 3)).texts
    for text in [
      "<New>", "conv", "conv 3\u{00D7}3", "2\u{00D7}1\u{00D7}1", "classifier", "linear",
      "3\u{00D7}1\u{00D7}1",
    ] {
      #expect(texts.contains(text), "\(text)")
    }
    #expect(texts.contains { $0.contains("31 parameters") && $0.contains("3 classes") })
  }

  @Test func kernelsAreDrawnDownByAcross() throws {
    let input = ImageShape(channels: 2, height: 4, width: 4)
    let graph = try #require(Operation.factorizedConvolution7x7.graph(input, stride: 1))
    let texts = try Drawing(GraphDrawing.svg(of: graph, title: "")).texts
    for text in ["conv 1\u{00D7}7", "conv 7\u{00D7}1"] { #expect(texts.contains(text), "\(text)") }
  }

  @Test func partsAreDrawnByTheirNames() throws {
    let network = try NASBenchMacroNetwork(code: "00000000")
    let graph = network.graph(image: .init(channels: 3, height: 32, width: 32), classes: 10)
    let texts = try Drawing(GraphDrawing.svg(of: graph, title: "")).texts
    for name in ["stem", "blocks.0", "blocks.2", "blocks.5", "head", "classifier"] {
      #expect(texts.contains(name), "\(name)")
    }
    #expect(!texts.contains("blocks.1"))
  }
}
