package import Architectures
package import Torch

/// Brings the inputs of a cell to its channels and size.
package struct Preprocessing {
  /// One per input; nil for one that the cell has no use for.
  private let layers: [CellOperation?]

  /// Declares a layer for each input that the cell has a use for.
  package init(
    _ plan: CellPlan, reads: (Int) -> Bool = { _ in true }, computation: Computation,
    in scope: ParameterScope
  ) {
    layers = plan.sourceShapes.indices.map { input in
      !reads(input)
        ? nil
        : CellOperation(
          plan.preprocessingGraph(ofInput: input), computation: computation,
          in: scope / "preprocess\(input)")
    }
  }

  /// What the inputs are made of to the cell's first nodes; nil for one that the cell does not read.
  package func callAsFunction(_ sources: [Tensor], mode: Mode) -> [Tensor?] {
    precondition(
      sources.count == layers.count, "a cell has \(layers.count) inputs, not \(sources.count)")
    return zip(layers, sources).map { $0?($1, mode: mode) }
  }
}
