import Architectures
import Testing

@testable import Baselines

/// What is kept of a cell, by hand.
struct GenotypeDerivationTests {
  private let names = ["none", "skip_connect", "sep_conv_3x3"]

  /// Two nodes: five edges, 0-2, 1-2, 0-3, 1-3, 2-3.
  @Test func theTwoEdgesOfTheStrongestOperationsStay() {
    let cell = Genotype.Cell(
      keeping: [
        [0.0, 0.3, 0.7], [0.0, 0.8, 0.2],
        // The strongest of all is none, which counts for nothing.
        [0.9, 0.06, 0.04], [0.2, 0.5, 0.3], [0.4, 0.2, 0.4],
      ], of: names, CellTopology(intermediateNodes: 2))
    #expect(
      cell
        == Genotype.Cell(
          [
            Genotype.Step("skip_connect", 1), Genotype.Step("sep_conv_3x3", 0),
            Genotype.Step("skip_connect", 1), Genotype.Step("sep_conv_3x3", 2),
          ], outputs: [2, 3]))
  }

  @Test func ofEqualOnesTheFirstStay() {
    let cell = Genotype.Cell(
      keeping: Array(repeating: [0.2, 0.4, 0.4], count: 5), of: names,
      CellTopology(intermediateNodes: 2))
    #expect(
      cell.steps
        == [0, 1, 0, 1].map { Genotype.Step("skip_connect", $0) })
  }
}
