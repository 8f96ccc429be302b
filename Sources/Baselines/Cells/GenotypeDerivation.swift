package import Architectures

extension Genotype.Cell {
  /// What the DARTS code keeps of a cell: into each node the two edges whose strongest operation is strongest, and on each
  /// that operation; `none` never is (section 2.4).
  ///
  /// - Parameters:
  ///   - weights: Of each edge's operations.
  ///   - operations: Their names.
  ///   - topology: Of the cell; every node reads at least two before it.
  package init(keeping weights: [[Float]], of operations: [String], _ topology: CellTopology) {
    var steps: [Genotype.Step] = []
    let wanted = operations.indices.filter { operations[$0] != Operation.none.name }
    for node in topology.intermediates {
      let strongest = topology.edgeIndices(into: node).map { edge in
        let best = wanted.reduce(wanted[0]) { weights[edge][$1] > weights[edge][$0] ? $1 : $0 }
        return (edge: edge, operation: best, weight: weights[edge][best])
      }
      // Of equal ones the first, as in the code, whose sorting is stable.
      let kept = strongest.sorted { (-$0.weight, $0.edge) < (-$1.weight, $1.edge) }.prefix(2)
      steps += kept.map {
        Genotype.Step(operations[$0.operation], topology.edges[$0.edge].source)
      }
    }
    self.init(steps, outputs: topology.outputs)
  }
}
