import Foundation
import Testing

@testable import Architectures

/// Networks of NAS-Bench-201; what they cost is held against the published numbers in `BenchmarkTableTests`.
@Suite struct NASBench201NetworkTests {
  private static let image = ImageShape(channels: 3, height: 32, width: 32)
  private static let code =
    "|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|"
    + "+|skip_connect~0|nor_conv_3x3~1|skip_connect~2|"

  private static func random(_ seed: UInt64) -> NASBench201Cell {
    var generator = SplitMix64(seed: seed)
    return NASBench201Cell((0..<6).map { _ in generator.element(of: Operation.nasBench201) })
  }

  @Test func filesNameTheCell() throws {
    let network = Architecture(NASBench201Network(try NASBench201Cell(code: Self.code)))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let json = try encoder.encode(network)
    #expect(
      String(decoding: json, as: UTF8.self)
        == #"{"cellsPerStage":5,"channels":16,"code":"\#(Self.code)","format":"nas-bench-201-1"}"#)
    #expect(try Architecture(json: json) == network)
  }

  @Test(arguments: [
    (#""code": "|none~0|""#, "six operations"),
    (#""code": "\#(code)", "channels": 0, "cellsPerStage": 5"#, "expected 1 to 2048"),
    (#""code": "\#(code)", "channels": 16, "cellsPerStage": 99"#, "expected 1 to 32"),
    (#""code": "\#(code)", "cellsPerStage": 5"#, #""channels" in the architecture is missing"#),
  ])
  func otherFilesAreRefused(rest: String, message: String) {
    let error = #expect(throws: ArchitectureError.self) {
      try Architecture(json: Data(#"{"format": "nas-bench-201-1", \#(rest)}"#.utf8))
    }
    #expect(error?.description.contains(message) == true, "\(String(describing: error))")
  }

  /// As many as there are in the benchmark's network, by hand: 2 x 15 + 3 in reductions and stem, 15 x 4 in cells.
  @Test func theGraphHasTheBenchmarksLayers() throws {
    let network = NASBench201Network(try NASBench201Cell(code: Self.code))
    let graph = network.graph(image: Self.image, classes: 10)
    func count(_ matches: (GraphOperator) -> Bool) -> Int {
      graph.nodes.count { matches($0.operation) }
    }
    #expect(count { if case .convolution = $0 { true } else { false } } == 1 + 15 * 3 + 2 * 3)
    #expect(count { if case .normalization = $0 { true } else { false } } == 1 + 15 * 3 + 2 * 2 + 1)
    #expect(count { if case .averagePool = $0 { true } else { false } } == 15 + 2)
    #expect(count { $0 == .add } == 15 * 2 + 2)
    #expect(count { $0 == .concatenate || $0 == .zeros } == 0)
    #expect(
      graph.costReport().parts.map(\.name)
        == ["stem"] + (0..<17).map { "cells.\($0)" } + ["head", "classifier"])
    let names = graph.weights.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.contains("cells.5.shortcut.weight"))
    #expect(names.contains("cells.16.edges.4.nor_conv_3x3.bn.weight"))
    // Images of cells: the size, half and a quarter of it.
    for (cell, side, channels) in [(4, 32, 16), (6, 16, 32), (16, 8, 64)] {
      let last = graph.nodes.last { $0.part == "cells.\(cell)" }
      #expect(last?.output == ImageShape(channels: channels, height: side, width: side))
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>) func allCountsAreThatOfTheGraph(seed: UInt64) {
    let cell = Self.random(seed)
    for (image, classes) in [(Self.image, 10), (ImageShape(channels: 1, height: 27, width: 5), 7)] {
      #expect(
        NASBench201Costs(image: image, classes: classes)[cell]
          == NASBench201Network(cell).cost(image: image, classes: classes))
    }
  }

  /// Nothing that a file holds traps: single pixels, odd sides, cells that nothing runs through.
  @Test func everyCellHasAGraphAndADrawing() throws {
    let cells = (1...10).map(Self.random) + [NASBench201Cell(Array(repeating: .none, count: 6))]
    for cell in cells {
      for (height, width) in [(1, 1), (7, 3), (32, 32)] {
        let image = ImageShape(channels: 1, height: height, width: width)
        let network = try NASBench201Network(cell, channels: 3, cellsPerStage: 1)
        let graph = network.graph(image: image, classes: 4)
        #expect(graph.shape(of: graph.outputs[0]).channels == 4)
        let drawing = try Drawing(network.drawing(title: "Best", image: image, classes: 4))
        #expect(
          drawing.values("data-operation")
            == cell.operations.filter { $0 != .none }.map(\.name))
      }
    }
  }

  @Test func theLargestNetworkFitsInAnInt() throws {
    let network = try NASBench201Network(
      NASBench201Cell(Array(repeating: .convolution3x3, count: 6)), channels: 2048,
      cellsPerStage: 32)
    let image = ImageShape(channels: 2048, height: 2048, width: 2048)
    #expect(network.cost(image: image, classes: 1_000_000).multiplyAdds > 1_000_000_000_000)
    #expect(
      network.trainingMemory(
        image: image, classes: 10, batchSize: .max, model: .reference) == Int(1e18))
  }
}
