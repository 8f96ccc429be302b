package import Architectures
package import Torch

/// A candidate operation of an edge with its weights: N × C × H × W to N × C × H' × W'.
///
/// Its graph says what it computes. Our kernels compute what they recognise in it, libtorch all else.
package struct CellOperation {
  private let layer: GraphLayer
  private let pointwiseBlock: PointwiseBlock?
  private let invertedResidual: InvertedResidualBlock?
  private let computation: Computation

  /// Whether the operation passes its input on unchanged; drop path spares it.
  package let isIdentity: Bool
  /// The operation as a term of a mixed cell, where our kernels can compute it.
  package let mixed: MixedOperation?

  /// Declares the weights of a graph of one input and one output.
  package init(
    _ graph: NetworkGraph, computation: Computation = Computation(), in scope: ParameterScope
  ) {
    layer = GraphLayer(graph, computation: computation, in: scope)
    pointwiseBlock = PointwiseBlock(layer)
    invertedResidual = InvertedResidualBlock(layer)
    isIdentity = graph.isIdentity
    mixed = layer.mixed
    self.computation = computation
  }

  /// Computes the operation by itself, times a scalar if there is one.
  package func callAsFunction(
    _ input: Tensor, mode: Mode, scaledBy factor: Tensor? = nil
  ) -> Tensor {
    if computation.fuses(on: input.device) {
      if let pointwiseBlock { return pointwiseBlock(input, mode: mode, scaledBy: factor) }
      if let invertedResidual { return invertedResidual(input, mode: mode, scaledBy: factor) }
    }
    let output = layer([input], mode: mode)[0]
    return factor.map { output * $0 } ?? output
  }
}

extension CellOperation {
  /// What passes its input on unchanged, and has no weights.
  static func identity(computation: Computation) -> CellOperation {
    var builder = GraphBuilder(inputs: [ImageShape(channels: 1, height: 1, width: 1)])
    return CellOperation(
      builder.graph(outputs: [builder.input(0)]), computation: computation,
      in: ParameterStore(device: .cpu, generator: Generator(seed: 0)).root)
  }
}

extension Operation {
  /// Makes the layer of this operation; nil for `none`, which contributes nothing.
  ///
  /// - Parameters:
  ///   - input: The shape of what it reads.
  ///   - stride: 1 or 2.
  ///   - computation: How it is computed.
  ///   - scope: Where its weights are declared.
  /// - Returns: The layer, whose normalisations have no scale and no shift.
  package func layer(
    _ input: ImageShape, stride: Int, computation: Computation = Computation(),
    in scope: ParameterScope
  ) -> CellOperation? {
    graph(input, stride: stride).map { CellOperation($0, computation: computation, in: scope) }
  }
}

extension CellPlan {
  /// Makes the layer of an operation on an edge, under `edges.<index>.<operation>`; nil for `none`.
  ///
  /// - Parameters:
  ///   - operation: Which.
  ///   - index: Of the edge, in the topology.
  ///   - computation: How it is computed.
  ///   - scope: Of the cell.
  /// - Returns: The layer.
  func layer(
    of operation: Architectures.Operation, onEdge index: Int, computation: Computation,
    in scope: ParameterScope
  ) -> CellOperation? {
    graph(of: operation, on: topology.edges[index]).map {
      CellOperation($0, computation: computation, in: scope / "edges" / index / operation.name)
    }
  }
}
