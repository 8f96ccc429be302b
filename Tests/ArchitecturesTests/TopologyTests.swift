import Foundation
import Testing

@testable import Architectures

/// Cells of other graphs than that of DARTS.
@Suite struct TopologyTests {
  /// Node 4 sees nothing but node 3, and only nodes 2 and 4 are concatenated.
  private static let partial = CellTopology(
    intermediateNodes: 3,
    edges: [(0, 2), (1, 2), (0, 3), (2, 3), (3, 4)].map { Edge(source: $0, target: $1) },
    outputs: [2, 4])

  @Test func theCellOfNASBench201HasSixEdges() {
    let topology = CellTopology.nasBench201
    #expect(topology.edges.map(\.description) == ["0-1", "0-2", "1-2", "0-3", "1-3", "2-3"])
    #expect(topology.edgeCount == 6)
    #expect(topology.edgeIndices(into: 3) == 3..<6)
    #expect(topology.index(of: Edge(source: 1, target: 2)) == 2)
    #expect(topology.outputs == [3])
  }

  @Test func aNodeOfAChainReadsThreeBeforeIt() {
    let topology = CellTopology.chain(nodes: 4)
    #expect(
      topology.edges.map(\.description)
        == ["0-1", "1-2", "1-3", "2-3", "1-4", "2-4", "3-4"])
    #expect(topology.outputs == [4])
    let connected = [(0, 1), (1, 2), (1, 3), (2, 4)].map { Edge(source: $0, target: $1) }
    #expect(topology.nodesReached(by: connected) == [0, 1, 2, 3, 4])
    #expect(topology.nodesRead(by: connected) == [0, 1, 2, 4])
    #expect(topology.nodesReached(by: connected.dropFirst()) == [0])
  }

  @Test func someEdgesKeepTheirOrder() {
    let topology = Self.partial
    #expect(topology.edgeCount == 5)
    #expect([2, 3, 4].map(topology.edgeIndices) == [0..<2, 2..<4, 4..<5])
    #expect(topology.index(of: Edge(source: 2, target: 3)) == 3)
    #expect(topology.index(of: Edge(source: 1, target: 3)) == nil)
  }

  @Test(arguments: 1...8, 1...2) func allEdgesGivenAreTheDefault(nodes: Int, inputs: Int) {
    let topology = CellTopology(inputs: inputs, intermediateNodes: nodes)
    let same = CellTopology(
      inputs: inputs, intermediateNodes: nodes, edges: topology.edges,
      outputs: Array(topology.intermediates))
    #expect(same == topology)
    #expect(topology.edgeCount == topology.edges.count)
    for (index, edge) in topology.edges.enumerated() {
      #expect(topology.index(of: edge) == index)
      #expect(topology.edgeIndices(into: edge.target).contains(index))
    }
  }

  @Test func aCellLivesByAPathToItsOutput() {
    func isAlive(_ edges: [(Int, Int)], _ topology: CellTopology) -> Bool {
      topology.isAlive(edges.map { Edge(source: $0, target: $1) })
    }
    #expect(isAlive([(0, 1), (1, 3)], .nasBench201))
    #expect(!isAlive([(0, 1), (1, 2)], .nasBench201))
    #expect(!isAlive([(1, 2), (2, 3)], .nasBench201))
    #expect(isAlive([(0, 2)], Self.partial))
    #expect(!isAlive([(0, 3)], Self.partial))
    #expect(!isAlive([(2, 3)], CellTopology()))
    #expect(isAlive([(1, 5)], CellTopology()))
  }

  @Test func filesSayOnlyWhatIsNotAsInDARTS() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    for (topology, text) in [
      (CellTopology(), #"{"intermediateNodes":4}"#),
      (.nasBench201, #"{"inputs":1,"intermediateNodes":3,"outputs":[3]}"#),
      (
        Self.partial,
        #"{"edges":[{"source":0,"target":2},{"source":1,"target":2},{"source":0,"target":3},"#
          + #"{"source":2,"target":3},{"source":3,"target":4}],"intermediateNodes":3,"#
          + #""outputs":[2,4]}"#
      ),
    ] {
      let json = try encoder.encode(topology)
      #expect(String(decoding: json, as: UTF8.self) == text)
      #expect(try JSONDecoder().decode(CellTopology.self, from: json) == topology)
    }
    let skeleton = String(decoding: try encoder.encode(CellNetwork()), as: UTF8.self)
    for key in ["normalizationWeights", "frame", "reductions", "headChannels"] {
      #expect(!skeleton.contains(key))
    }
    let chain = CellNetwork(
      operations: Operation.chain, topology: .chain(nodes: 2), frame: .chain,
      reductionPositions: [0, 2], headChannels: 9)
    let text = String(decoding: try encoder.encode(chain), as: UTF8.self)
    for part in [#""frame":"chain""#, #""reductions":[0,2]"#, #""headChannels":9"#] {
      #expect(text.contains(part))
    }
    #expect(try JSONDecoder().decode(CellNetwork.self, from: Data(text.utf8)) == chain)
    let affine = CellNetwork(hasNormalizationWeights: true)
    let json = try encoder.encode(affine)
    #expect(String(decoding: json, as: UTF8.self).contains(#""normalizationWeights":true"#))
    #expect(try JSONDecoder().decode(CellNetwork.self, from: json) == affine)
  }

  @Test(
    arguments: [
      (#""inputs": 0"#, #""topology.inputs" of the network is 0, expected 1 to 2."#),
      (#""inputs": 3"#, #""topology.inputs" of the network is 3, expected 1 to 2."#),
      (#""inputs": -9223372036854775808"#, "expected 1 to 2."),
      (
        #""edges": [{"source": 2, "target": 2}]"#,
        "has the edge 2-2, expected an earlier node connected to an intermediate node."
      ),
      (#""edges": [{"source": -1, "target": 2}]"#, "has the edge -1-2, expected"),
      (#""edges": [{"source": 0, "target": 9223372036854775807}]"#, "expected an earlier node"),
      (
        #""edges": [{"source": 1, "target": 2}, {"source": 0, "target": 2}]"#,
        "has the edge 0-2 behind 1-2, expected each edge once, by target, then by source."
      ),
      (
        #""edges": [{"source": 0, "target": 2}, {"source": 0, "target": 2}]"#,
        "has the edge 0-2 behind 0-2"
      ),
      (#""edges": []"#, "The topology of the network has no edge into node 2, expected at least"),
      (#""edges": [{"source": 0, "target": 2}]"#, "has no edge into node 3"),
      (#""outputs": []"#, "has the outputs [], expected some of the nodes 2 to 3, ascending."),
      (#""outputs": [1]"#, "has the outputs [1]"), (#""outputs": [4]"#, "has the outputs [4]"),
      (#""outputs": [3, 2]"#, "has the outputs [3, 2]"),
      (#""outputs": [2, 2]"#, "has the outputs [2, 2]"),
    ])
  func otherGraphsAreRefused(damage: String, message: String) throws {
    let skeleton = CellNetwork(channels: 2, topology: CellTopology(intermediateNodes: 2))
    let text = String(
      decoding: try JSONEncoder().encode(MaskedCellNetwork.full(of: skeleton)), as: UTF8.self
    ).replacing(#""intermediateNodes":2"#, with: #""intermediateNodes":2,\#(damage)"#)
    let error = #expect(throws: ArchitectureError.self) {
      try Architecture(json: Data(text.utf8))
    }
    #expect(error?.description.contains(message) == true, "\(String(describing: error))")
  }

  /// A 3x3 convolution on each of 6 edges and a preprocessing of the only input in each cell, by hand.
  @Test func costsFollowTheGraph() {
    let network = CellNetwork(
      channels: 4, cells: 1, stemMultiplier: 3, operations: [.convolution3x3],
      topology: .nasBench201)
    // The cell reduces: 8 channels on 16x16 pixels, from edges of stride 2.
    let parameters = 12 * 8 + 6 * 8 * 8 * 9
    let multiplyAdds = 12 * 8 * 1024 + 6 * 8 * 8 * 9 * 256
    let cell = Cost(parameters: parameters, multiplyAdds: multiplyAdds)
    #expect(network.supernetCost()["cells.0"] == cell)
    #expect(MaskedCellNetwork.full(of: network).cost()["cells.0"] == cell)
    // Only the last node reaches the classifier.
    #expect(network.featureChannels == 8)
    var affine = network
    affine.hasNormalizationWeights = true
    #expect(affine.supernetCost()["cells.0"]?.parameters == parameters + 7 * 2 * 8)
    #expect(MaskedCellNetwork.full(of: affine).cost() == affine.supernetCost())
  }

  @Test(arguments: MemoryTests.models) func oneInputTakesLessMemory(model: MemoryModel) {
    func training(_ topology: CellTopology) -> Int {
      CellNetwork(topology: topology).trainingMemory(batchSize: 64, model: model)
    }
    #expect(training(CellTopology(inputs: 1)) < training(CellTopology()))
    #expect(training(.nasBench201) < training(CellTopology(inputs: 1)))
    #expect(training(Self.partial) < training(CellTopology(intermediateNodes: 3)))
  }

  @Test func drawingsNameWhatThereIs() throws {
    func texts(_ topology: CellTopology) throws -> [String] {
      let network = MaskedCellNetwork.full(of: CellNetwork(topology: topology))
      return try Drawing(CellDrawing.svg(of: network, title: "")).texts
    }
    let one = try texts(.nasBench201)
    #expect(one.contains("k\u{2212}1") && !one.contains("k\u{2212}2"))
    #expect(one.joined(separator: " ").contains("Dotted line: the output."))
    let two = try texts(CellTopology())
    #expect(two.contains("k\u{2212}1") && two.contains("k\u{2212}2"))
    #expect(two.joined(separator: " ").contains("Dotted line: concatenation."))
  }
}
