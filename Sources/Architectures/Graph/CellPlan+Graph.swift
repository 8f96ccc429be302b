extension CellPlan {
  /// The shape of a node: an input after preprocessing, or an intermediate node.
  public func shape(ofNode node: Int) -> ImageShape {
    node < topology.inputs ? inputShape : nodeShape
  }

  /// An operation on an edge of the cell as a graph of its own; nil for no connection.
  public func graph(of operation: Operation, on edge: Edge) -> NetworkGraph? {
    operation.graph(
      shape(ofNode: edge.source), stride: stride(of: edge), channels: channels,
      hasWeights: hasNormalizationWeights)
  }

  /// What brings an input to the cell's channels and size as a graph of its own.
  ///
  /// - Parameter input: Of two, 0 for the output of cell k-2, 1 for that of cell k-1.
  /// - Returns: The graph of a factorised reduction after a cell that reduced, else of a 1x1 convolution; of the input
  ///   itself where it is read as it is.
  public func preprocessingGraph(ofInput input: Int) -> NetworkGraph {
    precondition(sourceShapes.indices.contains(input), "a cell has no input \(input)")
    var builder = GraphBuilder(inputs: [sourceShapes[input]])
    let output = builder.preprocessed(builder.input(0), self, input: input)
    return builder.graph(outputs: [output])
  }
}

extension Operation {
  /// The operation as a graph of its own; nil for no connection.
  ///
  /// - Parameters:
  ///   - input: The shape of what it reads.
  ///   - stride: 1 or 2.
  ///   - channels: Of what it gives; nil for those of what it reads.
  ///   - hasWeights: Whether normalisations have a scale and a shift; search networks have none.
  /// - Returns: A graph of one input and one output.
  public func graph(
    _ input: ImageShape, stride: Int, channels: Int? = nil, hasWeights: Bool = false
  ) -> NetworkGraph? {
    var builder = GraphBuilder(inputs: [input])
    let output = builder.operation(
      self, builder.input(0), stride: stride, channels: channels, hasWeights: hasWeights)
    guard let output else { return nil }
    return builder.graph(outputs: [output])
  }
}

extension GraphBuilder {
  /// A term of the sum that a node of a cell is: an operation, times a number where one is given.
  typealias CellTerm = (operation: Operation, factor: Float?)

  /// A cell as a part named `cells.<index>`; a node that lost all its inputs gives zeros.
  ///
  /// - Parameters:
  ///   - plan: The cell.
  ///   - sources: What its inputs are made of, as many as it has.
  ///   - reads: Whether anything reads an input; one that nothing reads is not preprocessed.
  ///   - terms: What stands on an edge.
  /// - Returns: The output.
  mutating func cell(
    _ plan: CellPlan, _ sources: [Value], reads: (Int) -> Bool = { _ in true },
    terms: (Edge) -> [CellTerm]
  ) -> Value {
    let name = "cells.\(plan.index)"
    return part(name) { builder in
      builder.scoped(name) { $0.nodes(of: plan, sources, reads: reads, terms: terms) }
    }
  }

  private mutating func nodes(
    of plan: CellPlan, _ sources: [Value], reads: (Int) -> Bool, terms: (Edge) -> [CellTerm]
  ) -> Value {
    var states: [Value?] = []
    for (index, source) in sources.enumerated() {
      states.append(
        reads(index)
          ? scoped("preprocess\(index)") { $0.preprocessed(source, plan, input: index) } : nil)
    }
    let edges = plan.topology.edges
    for node in plan.topology.intermediates {
      var sum: [Value] = []
      for index in plan.topology.edgeIndices(into: node) {
        for term in terms(edges[index]) {
          guard let source = states[edges[index].source] else {
            preconditionFailure("edge \(edges[index]) reads what nothing is said to read")
          }
          let output = scoped("edges.\(index).\(term.operation.name)") {
            $0.operation(
              term.operation, source, stride: plan.stride(of: edges[index]),
              channels: plan.channels, hasWeights: plan.hasNormalizationWeights)
          }
          guard let output else { continue }
          sum.append(term.factor.map { scaled(output, by: $0) } ?? output)
        }
      }
      states.append(
        sum.isEmpty ? zeros(plan.nodeShape, like: sources[sources.count - 1]) : self.sum(sum))
    }
    return concatenated(plan.topology.outputs.compactMap { states[$0] })
  }

  /// An input of a cell, preprocessed.
  mutating func preprocessed(_ value: Value, _ plan: CellPlan, input: Int) -> Value {
    let (channels, hasWeights) = (plan.channels, plan.hasNormalizationWeights)
    switch plan.preparation {
    case .none: return value
    case .convolution:
      return plan.reducesInput(input)
        ? factorizedReduction(value, channels: channels, hasWeights: hasWeights)
        : pointwiseBlock(value, channels: channels, hasWeights: hasWeights)
    case .residualBlock: return residualReduction(value, channels: channels)
    }
  }
}
