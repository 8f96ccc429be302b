package import Architectures
package import Search
package import Torch
package import Training

extension MaskRule {
  /// The weights of a cell's operations and edges under binary masks.
  ///
  /// Operations are edges × operations, edges have one dimension; masks hold 0 and 1.
  package func mixing(
    alpha: Tensor, beta: Tensor, operationMask: Tensor, edgeMask: Tensor, topology: CellTopology,
    softmax: EdgeSoftmax
  ) -> CellMixing {
    switch self {
    case .afterSoftmax:
      CellMixing(
        operations: operationMask * alpha.softmax(),
        edges: edgeMask * softmax.weights(of: beta, topology: topology))
    case .renormalised:
      CellMixing(
        operations: (operationMask * alpha.softmax()).dividedBySum(dimension: 1),
        edges: .concatenated(
          softmax.segments(of: topology).map { segment in
            (edgeMask.sliced(segment)
              * softmax.weights(of: beta, topology: topology).sliced(segment))
              .dividedBySum(dimension: 0)
          }, dimension: 0))
    case .literal:
      CellMixing(
        operations: (operationMask * alpha).softmax(),
        edges: softmax.weights(of: edgeMask * beta, topology: topology))
    }
  }

  /// Whether an operation with mask 0 is gone.
  package var removes: Bool { self != .literal }
}

extension Tensor {
  /// Zeros stay zeros where the sum is 0.
  fileprivate func dividedBySum(dimension: Int) -> Tensor {
    let total = sum([dimension], keepingDimensions: true)
    return self / (total + total.isZero().to(total.elementType))
  }
}
