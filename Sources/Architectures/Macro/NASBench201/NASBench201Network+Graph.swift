extension NASBench201Network: NetworkDescription {
  /// The value of `format` that this version reads and writes.
  public static let currentFormat = "nas-bench-201-1"

  /// The network as a graph; cells and residual blocks are numbered through, as in the benchmark.
  public func graph(image: ImageShape, classes: Int) -> NetworkGraph {
    var builder = GraphBuilder(inputs: [image])
    var output = builder.stem(channels: channels)
    var index = 0
    for (stage, shape) in stageShapes(image: image).enumerated() {
      if stage > 0 {
        let name = "cells.\(index)"
        output = builder.part(name) { builder in
          builder.scoped(name) { [output] in
            $0.residualReduction(output, channels: 2 * output.shape.channels)
          }
        }
        index += 1
      }
      for _ in 0..<cellsPerStage {
        output = builder.cell(cell, at: index, shape: shape, output)
        index += 1
      }
    }
    let features = builder.part("head") {
      $0.relu($0.normalization(output, name: "head.bn", hasWeights: true))
    }
    let logits = builder.classifier(features, classes: classes)
    return builder.graph(outputs: [logits])
  }
}

extension GraphBuilder {
  fileprivate mutating func cell(
    _ cell: NASBench201Cell, at index: Int, shape: ImageShape, _ input: Value
  ) -> Value {
    let topology = NASBench201Cell.topology
    let plan = CellPlan(
      index: index, shape: shape, topology: topology, hasNormalizationWeights: true)
    let operations = Dictionary(uniqueKeysWithValues: zip(topology.edges, cell.operations))
    return self.cell(plan, [input]) { edge in operations[edge].map { [($0, nil)] } ?? [] }
  }
}
