internal import Architectures
package import Torch

/// An intermediate node of a cell: the weighted sum of operations on its predecessors.
package struct MixedNode {
  /// An operation on one predecessor; without an operation it contributes nothing.
  package struct Term {
    package var operation: (any CellOperation)?
    /// Index of the predecessor.
    package var source: Int
    /// Index of its weight.
    package var weight: Int
  }

  package let terms: [Term]

  /// The node's value.
  /// - Parameters:
  ///   - nodes: The predecessors.
  ///   - weights: One dimension.
  ///   - mode: Of the operations.
  ///   - fused: Whether our kernels compute it.
  ///   - dropPath: Drops operations other than the identity.
  /// - Returns: The weighted sum.
  package func callAsFunction(
    _ nodes: [Tensor], weights: Tensor, mode: Mode, fused: Bool, dropPath: DropPath? = nil
  ) -> Tensor {
    // Dropping single images from single operations needs each operation by itself.
    fused && dropPath == nil
      ? computeFused(nodes, weights: weights, mode: mode)
      : computeReference(nodes, weights: weights, mode: mode, dropPath: dropPath)
  }

  private func computeReference(
    _ nodes: [Tensor], weights: Tensor, mode: Mode, dropPath: DropPath?
  ) -> Tensor {
    let weights = weights.unbound()
    var sum: Tensor?
    for term in terms {
      guard let operation = term.operation else { continue }
      var output = operation(nodes[term.source], mode: mode)
      if let dropPath, !operation.isIdentity { output = dropPath(output) }
      let weighted = output * weights[term.weight]
      sum = sum.map { $0 + weighted } ?? weighted
    }
    guard let sum else { preconditionFailure("no operation leads to the node") }
    return sum
  }

  private func computeFused(_ nodes: [Tensor], weights: Tensor, mode: Mode) -> Tensor {
    // Only what is read: a node that no edge reads may have another shape.
    var sources: [Tensor] = []
    var positions: [Int: Int] = [:]
    func position(of source: Int) -> Int {
      if let known = positions[source] { return known }
      positions[source] = sources.count
      sources.append(nodes[source])
      return sources.count - 1
    }
    var operations: [MixedOperation] = []
    for term in terms {
      guard let operation = term.operation else { continue }
      var mixed: MixedOperation
      if let own = operation.mixed {
        mixed = own
        mixed.source = position(of: term.source)
      } else {
        // libtorch computes it; the kernel adds it up.
        mixed = .identity
        mixed.source = sources.count
        sources.append(operation(nodes[term.source], mode: mode))
      }
      mixed.coefficient = term.weight
      operations.append(mixed)
    }
    return .mixed(operations, sources: sources, coefficients: weights, mode: mode)
  }
}
