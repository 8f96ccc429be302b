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

  /// The supernet's skeleton for such images; `none` is no candidate.
  package func skeleton(for dataset: DatasetDescription) -> CellNetwork {
    let isCells = space == .cells
    return CellNetwork(
      image: dataset.imageShape, classes: dataset.classes, channels: channels, cells: cells,
      stemMultiplier: isCells ? 3 : 1, stemStride: stemStride, stem: stem,
      operations: candidates, topology: topology, frame: frame,
      reductionPositions: reductionPositions, headChannels: headChannels,
      hasNormalizationWeights: hasNormalizationWeights)
  }

  private var candidates: [Operation] {
    switch space {
    case .cells: operations.operations
    case .chain: chainOperations.operations
    case .nasBench201: Operation.nasBench201.filter { $0 != .none }
    }
  }

  private var topology: CellTopology {
    switch space {
    case .cells: CellTopology(intermediateNodes: nodes)
    case .chain: .chain(nodes: nodes)
    case .nasBench201: .nasBench201
    }
  }

  private var frame: Frame {
    switch space {
    case .cells: .cells
    case .chain: .chain
    case .nasBench201: .residual
    }
  }

  private var reductionPositions: [Int]? {
    space == .nasBench201
      ? NASBench201Network.stageStarts(cells: cells) : reducingCells.positions(cells: cells)
  }
}
