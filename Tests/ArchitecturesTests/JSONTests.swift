import Architectures
import Foundation
import Testing

@Suite struct JSONTests {
  /// The format as a reader of the documentation would write it.
  private static let text = """
    {
      "format": "masked-cell-network-1",
      "network": {
        "image": {"channels": 3, "height": 32, "width": 32},
        "classes": 10, "channels": 8, "cells": 1, "stemMultiplier": 3, "stemStride": 1,
        "operations": ["skip_connect", "sep_conv_3x3"],
        "topology": {"intermediateNodes": 4}
      },
      "cells": [
        {
          "kind": "reduction",
          "edges": [
            {
              "edge": {"source": 1, "target": 3},
              "importance": 0.0654,
              "operations": [{"operation": "sep_conv_3x3", "importance": 0.25}]
            }
          ]
        }
      ]
    }
    """

  private static func read(_ text: String) throws(ArchitectureError) -> MaskedCellNetwork {
    try MaskedCellNetwork(json: Data(text.utf8))
  }

  @Test func theDocumentedFormatIsRead() throws {
    let network = try Self.read(Self.text)
    #expect(network.network.channels == 8)
    #expect(network.network.topology.edgeCount == 14)
    #expect(
      network.cells == [
        MaskedCell(
          kind: .reduction,
          edges: [
            MaskedEdge(
              edge: Edge(source: 1, target: 3),
              importance: 0.0654,
              operations: [
                WeightedOperation(operation: .separableConvolution3x3, importance: 0.25)
              ]
            )
          ]
        )
      ]
    )
  }

  @Test func whatIsWrittenIsRead() throws {
    for network in [MaskedCellNetwork.sparse(), .full()] {
      let data = try JSONEncoder().encode(network)
      #expect(try MaskedCellNetwork(json: data) == network)
    }
  }

  @Test func operationsAndImportancesAreReadable() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let text = String(decoding: try encoder.encode(Self.read(Self.text)), as: UTF8.self)
    #expect(text.contains(#"{"importance":0.25,"operation":"sep_conv_3x3"}"#))
    #expect(text.contains(#""importance":0.0654"#))
    #expect(text.contains(#""kind":"reduction""#))
  }

  @Test func costReportsSurvive() throws {
    let report = CellNetwork().supernetCost()
    let data = try JSONEncoder().encode(report)
    #expect(try JSONDecoder().decode(CostReport.self, from: data) == report)
  }

  @Test(
    arguments: [
      ("{", "", "The architecture is not valid JSON."),
      (#""classes": 10, "#, "", #""network.classes" in the architecture is missing."#),
      (
        #""classes": 10"#, #""classes": "ten""#,
        #""network.classes" in the architecture is not a whole number."#
      ),
      (
        #""classes": 10"#, #""classes": 4.5"#,
        #""network.classes" in the architecture is 4.5, expected a whole number."#
      ),
      (
        #""target": 3"#, #""target": 18446744073709551616"#,
        #""cells[0].edges[0].edge.target" in the architecture is 1.8446744073709552e+19, "#
          + "expected a whole number."
      ),
      (
        #""importance": 0.25"#, #""importance": 1e300"#,
        #""cells[0].edges[0].operations[0].importance" in the architecture is 1e+300, "#
          + "expected a smaller number."
      ),
      (
        #""channels": 8"#, #""channels": "8""#,
        #""network.channels" in the architecture is not a whole number."#
      ),
      (
        "masked-cell-network-1", "masked-cell-network-9",
        #"The architecture has format "masked-cell-network-9", "#
          + #"expected "masked-cell-network-1"."#
      ),
      (
        #""kind": "reduction""#, #""kind": "normal""#,
        "Cell 0 is a normal cell, expected a reduction cell."
      ),
      (
        #""target": 3"#, #""target": 6"#,
        "Edge 1-6 of cell 0 is not in the topology, "
          + "expected one of its edges."
      ),
    ]
  )
  func malformedTextIsNamed(found: String, replacement: String, message: String) throws {
    let range = try #require(Self.text.range(of: found))
    let text = Self.text.replacingCharacters(in: range, with: replacement)
    let error = #expect(throws: ArchitectureError.self) { try Self.read(text) }
    #expect(error?.description == message)
  }

  @Test func anOperationThatIsNotThereIsNamedWithThoseThatAre() throws {
    let text = Self.text.replacing(
      #"{"operation": "sep_conv_3x3""#, with: #"{"operation": "sep_conv_9x9""#, maxReplacements: 1)
    let error = #expect(throws: ArchitectureError.self) { try Self.read(text) }
    #expect(
      error?.description.hasPrefix(
        #""cells[0].edges[0].operations[0].operation" in the architecture is "sep_conv_9x9", "#
          + "expected one of none, max_pool_3x3, avg_pool_3x3") == true,
      "\(String(describing: error))")
  }
}
