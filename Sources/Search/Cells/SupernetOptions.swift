package import Architectures
package import Training

/// The network of cells that a supernet spans; the values are those of HM-NAS (section 4.1).
package struct SupernetOptions: Hashable, Sendable {
  package var channels = 36
  package var cells = 3
  package var stemStride = 1
  package var stem = Stem.single
  package var operations = CandidateOperations.hmNAS
  package var space = CellSpace.cells
  package var chainOperations = CandidateOperations.chain
  package var nodes = 4
  package var reducingCells = ReducingCells.thirds
  package var headChannels = 0
  package var hasNormalizationWeights = false
  package var sharing = ArchitectureSharing.perCellKind
  package var edgeSoftmax = EdgeSoftmax.perNode
  package var computation = Computation()

  /// The values of HM-NAS.
  package init() {}

  /// The supernet's skeleton for such images.
  package func skeleton(for dataset: DatasetDescription) -> CellNetwork {
    let isChain = space == .chain
    return CellNetwork(
      image: dataset.imageShape, classes: dataset.classes, channels: channels, cells: cells,
      stemMultiplier: isChain ? 1 : 3, stemStride: stemStride, stem: stem,
      operations: (isChain ? chainOperations : operations).operations,
      topology: isChain ? .chain(nodes: nodes) : CellTopology(intermediateNodes: nodes),
      frame: isChain ? .chain : .cells,
      reductionPositions: reducingCells.positions(cells: cells), headChannels: headChannels,
      hasNormalizationWeights: hasNormalizationWeights)
  }
}
