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
        output = builder.residualReduction(output, name: "cells.\(index)")
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

  /// A basic residual block that halves the size and doubles the channels.
  ///
  /// Twice ReLU, 3x3 convolution and normalisation, the first of stride 2; beside it a 2x2 average pool and a 1x1
  /// convolution. [D] The benchmark's images have even sides; an odd one is filled up with zeros for the pool, so that
  /// both ways give as many pixels.
  fileprivate mutating func residualReduction(_ input: Value, name: String) -> Value {
    let channels = 2 * input.shape.channels
    return part(name) { builder in
      builder.scoped(name) { builder in
        var output = input
        for (index, stride) in [(1, 2), (2, 1)] {
          output = builder.convolution(
            builder.relu(output), name: "conv\(index)", channels: channels, kernelSize: 3,
            stride: stride, padding: 1)
          output = builder.normalization(output, name: "bn\(index)", hasWeights: true)
        }
        let pooled = builder.averagePool(
          builder.paddedToEven(input), size: 2, stride: 2, padding: 0)
        let shortcut = builder.convolution(
          pooled, name: "shortcut", channels: channels, kernelSize: 1)
        return builder.sum([shortcut, output])
      }
    }
  }
}
