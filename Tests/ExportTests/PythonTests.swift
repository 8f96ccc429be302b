import Architectures
import Export
import Foundation
import PythonSupport
import Testing

/// Runs what is exported, with the programs that it is for.
@Suite(.enabled(if: Python.interpreter != nil, Comment(rawValue: Python.requirement)))
struct PythonTests {
  /// Networks of every space, and graphs of none.
  private static func networks() throws -> [String: ExportedNetwork] {
    var networks: [String: ExportedNetwork] = [:]
    func add(_ name: String, _ graph: NetworkGraph) throws {
      networks[name] = try .random(graph, name: name, seed: UInt64(networks.count))
    }
    for (index, network) in skeletons.enumerated() {
      try add("masked-\(index)", MaskedCellNetwork.random(network, seed: UInt64(index)).graph())
    }
    try add("masked-dead-nodes", MaskedCellNetwork.withDeadNodes.graph())
    var generator = SplitMix64(seed: 4)
    let odd = ImageShape(channels: 3, height: 33, width: 31)
    try add("adwp-mixed", ADWPNetwork.mixed.plan(image: odd, classes: 7).graph())
    try add(
      "adwp-random",
      ADWPSpace.standard.random(using: &generator)
        .plan(image: ImageShape(channels: 1, height: 12, width: 12), classes: 10).graph())
    for code in ["00000000", "02012100", "21021012"] {
      let plan = try NASBenchMacroNetwork(code: code).plan(image: odd, classes: 10)
      try add("nas-bench-macro-\(code)", plan.graph())
    }
    for (name, code) in [
      ("all", "|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|avg_pool_3x3~1|none~2|"),
      ("none", "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|"),
    ] {
      let network = try NASBench201Network(
        NASBench201Cell(code: code), channels: 4, cellsPerStage: 2)
      try add("nas-bench-201-\(name)", network.graph(image: odd, classes: 10))
    }
    for published in Genotype.Published.allCases {
      let network = try published.genotype.network(
        image: odd, classes: 10, channels: 4, cells: 4)
      try add("cells-\(published.rawValue)", network.graph())
    }
    try add("odd-everything", OddGraphs.everything)
    try add("odd-factorized", OddGraphs.factorized)
    try add("odd-parts", OddGraphs.parts)
    try add("odd-pixel", OddGraphs.pixel)
    try add("odd-nothing", OddGraphs.nothing)
    return networks
  }

  private static let skeletons = [
    CellNetwork(image: ImageShape(channels: 1, height: 28, width: 28), channels: 8, cells: 3),
    CellNetwork(image: ImageShape(channels: 3, height: 33, width: 31), channels: 4, cells: 5),
    CellNetwork(
      image: ImageShape(channels: 3, height: 32, width: 32), classes: 100, channels: 6, cells: 4,
      stemStride: 2, operations: Operation.darts),
    CellNetwork(
      image: ImageShape(channels: 4, height: 7, width: 5), classes: 2, channels: 4, cells: 6,
      stemMultiplier: 1, stemStride: 2, topology: CellTopology(intermediateNodes: 2)),
    CellNetwork(
      image: ImageShape(channels: 3, height: 41, width: 50), channels: 4, cells: 3, stemStride: 8,
      stem: .chain),
    CellNetwork(
      image: ImageShape(channels: 3, height: 15, width: 12), channels: 4, cells: 3,
      stemMultiplier: 1,
      operations: Operation.chain, topology: .chain(nodes: 2), frame: .chain,
      reductionPositions: [0, 2], headChannels: 7, hasNormalizationWeights: true),
    CellNetwork(
      image: ImageShape(channels: 2, height: 3, width: 2), channels: 2, cells: 3,
      operations: [.skipConnect, .none], topology: CellTopology(intermediateNodes: 1)),
    CellNetwork(
      image: ImageShape(channels: 3, height: 9, width: 14), channels: 4, cells: 4,
      operations: [.skipConnect, .convolution1x1, .convolution3x3, .plainMaxPool3x3],
      topology: CellTopology(inputs: 1, intermediateNodes: 3, outputs: [1, 3]),
      hasNormalizationWeights: true),
  ]

  private struct Report: Decodable {
    let name: String
    let difference: Double
    let sameNames, learns: Bool
    let columns: Int
    let classes: [String]
  }

  @Test("onnxruntime and PyTorch agree, for batches of 1, 3 and 7")
  func agreement() throws {
    let networks = try Self.networks()
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("export-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, network) in networks {
      try network.write(to: folder.appendingPathComponent(name))
    }
    let lines = try Python.run("check_models.py", [folder.path]).split(separator: "\n")
    let reports = try lines.map { try JSONDecoder().decode(Report.self, from: Data($0.utf8)) }
    #expect(reports.map(\.name) == networks.keys.sorted())
    for report in reports {
      #expect(report.difference < 1e-4, "\(report.name)")
      #expect(report.sameNames, "\(report.name)")
      #expect(report.learns, "\(report.name)")
      #expect(report.columns <= 120, "\(report.name)")
      #expect(report.classes == networks[report.name]?.classNames)
    }
  }
}

extension ExportedNetwork {
  /// Writes both formats, and the tensors for Python to make a safetensors file of.
  fileprivate func write(to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    func write(_ data: Data, _ name: String) throws {
      try data.write(to: folder.appendingPathComponent(name))
    }
    try write(Data(try PyTorchModel(self).source.utf8), "model.py")
    try write(Data(try ONNXModel(self).bytes()), "model.onnx")
    try write(Data(try ONNXModel(self, includesPreprocessing: true).bytes()), "raw.onnx")
    struct Entry: Encodable {
      let name: String
      let shape: [Int]
    }
    let tensors = network.weights.sorted { $0.key < $1.key }
    let entries = tensors.map { Entry(name: $0.key, shape: $0.value.shape) }
    try write(JSONEncoder().encode(entries), "tensors.json")
    let words = tensors.flatMap { $0.value.values.map(\.bitPattern.littleEndian) }
    try write(words.withUnsafeBytes { Data($0) }, "tensors.bin")
  }
}
