internal import Architectures
internal import Torch
internal import Training

/// One operation of every edge: a network of the space, and what a step of the supernet computes.
struct CellPath: EvolvableNetwork {
  let space: PathSpace
  /// For each kind of cell the positions of the edges' operations.
  let kinds: [[Int]]

  var canonical: CellPath { self }

  func mutated(
    probability: Double, using generator: inout some RandomNumberGenerator
  ) -> CellPath {
    space.mutated(self, probability: probability, using: &generator)
  }

  func crossed(
    with other: CellPath, using generator: inout some RandomNumberGenerator
  ) -> CellPath {
    space.path { kind, gene in
      Array((generator.fraction() < 0.5 ? self : other).kinds[kind][gene])
    }
  }

  /// For the operations of each edge of a kind, 1 for that of the path and 0 for the others.
  func choices(_ kind: Int) -> [[Float]] {
    kinds[kind].map { chosen in (0..<space.operations).map { $0 == chosen ? 1 : 0 } }
  }

  /// What computes the path and nothing else.
  ///
  /// - Parameters:
  ///   - kindOfCell: The kind of each cell of the supernet.
  ///   - device: Of the supernet.
  /// - Returns: One mixing per cell.
  func mixing(_ kindOfCell: [Int], device: Device) -> [CellMixing] {
    let mixings = kinds.indices.map { kind in
      let choices = choices(kind).flatMap(\.self)
      let edges = kinds[kind].count
      return CellMixing(
        operations: Tensor(choices, shape: [edges, space.operations]).to(device),
        edges: .ones([edges], device: device), computed: choices.map { $0 > 0 })
    }
    return kindOfCell.map { mixings[$0] }
  }
}

extension CellsToFind {
  /// The kinds of cells of the supernet, in the order in which they occur.
  var kinds: [CellKind] {
    skeleton.plan.map(\.kind).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The paths of the supernet.
  var paths: PathSpace {
    let topology = skeleton.topology
    return PathSpace(
      kinds: kinds.count,
      edges: topology.intermediates.map { topology.edgeIndices(into: $0).count },
      operations: skeleton.operations.count, kept: edgesKept)
  }

  /// The cells of a path and the network that they are built into.
  func derive(_ path: CellPath) throws -> DerivedCells {
    let kinds = kinds
    return try derive { kind in
      guard let index = kinds.firstIndex(of: kind) else {
        preconditionFailure("a path without a \(kind) cell")
      }
      return path.choices(index)
    }
  }
}
