import Architectures
import Export
import Testing

/// What cannot be exported, and what is said of it.
struct ExportedNetworkTests {
  private let image = ImageShape(channels: 1, height: 4, width: 4)

  /// Exports the mean of what is built of one image.
  private func export(
    _ build: (inout GraphBuilder) -> GraphBuilder.Value = { $0.mean($0.input(0)) },
    name: String = "test", classes: Int = 1, channels: Int = 1
  ) throws {
    var builder = GraphBuilder(inputs: [image])
    let output = build(&builder)
    _ = try ExportedNetwork(
      name: name, network: .random(builder.graph(outputs: [output])),
      classNames: (0..<classes).map { "\($0)" },
      normalization: Normalization(
        mean: [Double](repeating: 0, count: channels),
        standardDeviation: [Double](repeating: 1, count: channels), source: "a test"))
  }

  @Test func fits() throws { try export() }

  @Test func refusals() throws {
    #expect(throws: ExportError.unnamed) { try export(name: "") }
    #expect(throws: ExportError.classNames(2, expected: 1)) { try export(classes: 2) }
    #expect(throws: ExportError.channels(3, expected: 1)) { try export(channels: 3) }
    #expect(throws: ExportError.notVector(image)) { try export { $0.input(0) } }
    #expect(throws: ExportError.factor(.infinity)) {
      try export { $0.mean($0.scaled($0.input(0), by: .infinity)) }
    }
    #expect(throws: ExportError.padding(2, windowSize: 3)) {
      try export { $0.mean($0.maximumPool($0.input(0), size: 3, stride: 1, padding: 2)) }
    }
  }

  @Test func inputsAndOutputs() throws {
    var builder = GraphBuilder(inputs: [image, image])
    let graph = builder.graph(outputs: [builder.input(0)])
    let network = try WeightedGraph(graph, weights: [:])
    let normalization = Normalization(mean: [0], standardDeviation: [1], source: "a test")
    #expect(throws: ExportError.notOneToOne(inputs: 2, outputs: 1)) {
      try ExportedNetwork(
        name: "test", network: network, classNames: ["a"], normalization: normalization)
    }
  }

  @Test(
    "a normalisation has to be one",
    arguments: [([0.0], [0.0]), ([.nan], [1]), ([0, 0], [1]), ([0], [.infinity]), ([0], [-1])])
  func normalization(means: [Double], deviations: [Double]) throws {
    var builder = GraphBuilder(inputs: [image])
    let output = builder.mean(builder.input(0))
    let network = try WeightedGraph(builder.graph(outputs: [output]), weights: [:])
    #expect(throws: ExportError.self) {
      try ExportedNetwork(
        name: "test", network: network, classNames: ["a"],
        normalization: Normalization(
          mean: means, standardDeviation: deviations, source: "a test"))
    }
  }

  @Test func sentences() {
    #expect(
      ExportError.classNames(3, expected: 10).description == "there are 3 names for 10 classes")
    #expect(
      ExportError.padding(2, windowSize: 3).description
        == "a pool of size 3 has padding 2, expected at most half of the size")
  }
}
