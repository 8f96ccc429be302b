package import Torch

/// The weights that mix a cell's operations and edges.
package struct CellMixing {
  /// Weights of equation 1: edges × operations.
  package var operations: Tensor
  /// Weights of equation 2: one per edge.
  package var edges: Tensor
  /// Which operations are computed, of all edges one after the other; nil for all.
  ///
  /// What is not computed gives nothing and costs nothing, whatever its weight.
  package var computed: [Bool]?

  package init(operations: Tensor, edges: Tensor, computed: [Bool]? = nil) {
    self.operations = operations
    self.edges = edges
    self.computed = computed
  }

  /// The weight of every operation in its node: that of the edge times that of the operation; in one row.
  package var ofNodes: Tensor { (operations * edges.reshaped([-1, 1])).reshaped([-1]) }
}
