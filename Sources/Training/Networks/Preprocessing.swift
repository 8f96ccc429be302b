package import Architectures
package import Torch

/// Brings both inputs of a cell to its channels and size.
package struct Preprocessing {
  private let layers: [CellOperation?]

  /// Declares a layer for each of the nodes 0 and 1 that the cell has a use for.
  package init(
    _ plan: CellPlan, reads: (Int) -> Bool = { _ in true }, computation: Computation,
    in scope: ParameterScope
  ) {
    layers = (0..<2).map { input in
      !reads(input)
        ? nil
        : CellOperation(
          plan.preprocessingGraph(ofInput: input), computation: computation,
          in: scope / "preprocess\(input)")
    }
  }

  /// The cell's nodes 0 and 1; nil for one that the cell does not read.
  package func callAsFunction(
    _ previousPrevious: Tensor, _ previous: Tensor, mode: Mode
  ) -> [Tensor?] {
    zip(layers, [previousPrevious, previous]).map { $0?($1, mode: mode) }
  }
}
