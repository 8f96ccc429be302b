import Testing

@testable import Architectures

/// Networks that DARTS and P-DARTS found, as their code trains them: 20 cells, 36 channels, normalisations with weights
/// and none behind pools.
@Suite struct GenotypeTests {
  /// The operations of the nodes, two for each, with what they read; pools are plain.
  struct Genotype: Sendable {
    var normal, reduction: [(Operation, Int)]
    /// As published, without the auxiliary classifier.
    var parameters: ClosedRange<Int>
  }

  static let published = [
    // P-DARTS (Chen et al., 2019), counted by a user of the authors' code in PyTorch.
    Genotype(
      normal: [
        (.skipConnect, 0), (.dilatedConvolution3x3, 1), (.skipConnect, 0),
        (.separableConvolution3x3, 1), (.separableConvolution3x3, 1), (.separableConvolution3x3, 3),
        (.separableConvolution3x3, 0), (.dilatedConvolution5x5, 4),
      ],
      reduction: [
        (.plainAveragePool3x3, 0), (.separableConvolution5x5, 1), (.separableConvolution3x3, 0),
        (.dilatedConvolution5x5, 2), (.plainMaxPool3x3, 0), (.dilatedConvolution3x3, 1),
        (.dilatedConvolution3x3, 1), (.dilatedConvolution5x5, 3),
      ], parameters: 3_433_798...3_433_798),
    // DARTS, second order (Liu et al., 2019): 3.3 million in the paper's table 1.
    Genotype(
      normal: [
        (.separableConvolution3x3, 0), (.separableConvolution3x3, 1), (.separableConvolution3x3, 0),
        (.separableConvolution3x3, 1), (.separableConvolution3x3, 1), (.skipConnect, 0),
        (.skipConnect, 0), (.dilatedConvolution3x3, 2),
      ],
      reduction: [
        (.plainMaxPool3x3, 0), (.plainMaxPool3x3, 1), (.skipConnect, 2), (.plainMaxPool3x3, 1),
        (.plainMaxPool3x3, 0), (.skipConnect, 2), (.skipConnect, 2), (.plainMaxPool3x3, 1),
      ], parameters: 3_250_000...3_349_999),
  ]

  private func network(_ genotype: Genotype) -> MaskedCellNetwork {
    func edges(_ operations: [(Operation, Int)]) -> [MaskedEdge] {
      operations.enumerated().map { index, choice in
        MaskedEdge(
          edge: Edge(source: choice.1, target: 2 + index / 2), importance: 1,
          operations: [WeightedOperation(operation: choice.0, importance: 1)])
      }.sorted { ($0.edge.target, $0.edge.source) < ($1.edge.target, $1.edge.source) }
    }
    let skeleton = CellNetwork(
      cells: 20, operations: Operation.builtIn, hasNormalizationWeights: true)
    return MaskedCellNetwork(
      network: skeleton,
      cells: skeleton.plan.map {
        MaskedCell(
          kind: $0.kind, edges: edges($0.kind == .normal ? genotype.normal : genotype.reduction))
      })
  }

  @Test(arguments: published) func countsAreThoseOfTheirAuthors(_ genotype: Genotype) throws {
    let network = network(genotype)
    try network.validate()
    #expect(genotype.parameters.contains(network.cost().total.parameters))
  }

  /// The same user's count of P-DARTS's network with the auxiliary classifier, 3,910,224, less that without.
  @Test func theAuxiliaryHeadHasItsParameters() {
    let features = ImageShape(channels: 576, height: 8, width: 8)
    let head = AuxiliaryHeadGraph.graph(features, classes: 10)
    #expect(head.cost.parameters == 3_910_224 - 3_433_798)
  }
}
