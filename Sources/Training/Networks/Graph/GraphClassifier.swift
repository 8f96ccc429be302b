package import Architectures
package import Torch

/// A network of any space, computed by its graph: without an auxiliary classifier and without drop path, for a graph
/// says not where they would be.
package struct GraphClassifier: ImageClassifier {
  private let layer: GraphLayer

  /// Declares the weights of a graph of images to logits.
  package init(
    _ graph: NetworkGraph, computation: Computation = Computation(), in scope: ParameterScope
  ) {
    precondition(
      graph.inputs.count == 1 && graph.outputs.count == 1, "a classifier has one input and output")
    layer = GraphLayer(graph, computation: computation, in: scope)
  }

  package func callAsFunction(
    _ images: Tensor, mode: Mode, dropPath: DropPath? = nil
  ) -> (logits: Tensor, auxiliary: Tensor?) {
    (layer([images.contiguous(.channelsLast)], mode: mode)[0], nil)
  }
}
