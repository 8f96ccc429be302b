internal import Architectures
internal import Search
package import Torch
internal import Training

extension MaskStage {
  /// The masks that a hand-made rule sets from alpha and beta alone: the control that shows what learning them is worth.
  ///
  /// The rule that the paper holds its own against keeps the most likely operation of each edge, on the two edges into
  /// each node where it is most likely. [D] With a budget, operations go from the least likely one on, until the network
  /// costs no more than the one that was found. No mask of a weight is off.
  ///
  /// - Parameter weightsEdges: Whether beta counts; or else alpha alone does.
  /// - Returns: Masks that are all on or all off.
  /// - Throws: `OutOfMemory`
  package func heuristicMasks(
    weightsEdges: Bool = true
  ) throws(OutOfMemory) -> HierarchicalMasks {
    var values: [[Float]] = []
    for (alpha, beta) in zip(architecture.alpha, architecture.beta) {
      let likelihood = withoutGradient {
        let edges = edgeSoftmax.weights(of: beta, topology: masks.topology)
        return weightsEdges ? alpha.softmax() * edges.reshaped([-1, 1]) : alpha.softmax()
      }
      values.append(try likelihood.readFloats())
    }
    var kept = KeptOperations(
      all: true, sets: values.count, topology: masks.topology,
      candidates: supernet.network.operations.count)
    if let budget = budget?.budget(of: try masks.kept()) {
      kept = budget.fitted(kept, values: values)
    } else {
      kept = kept.mostLikely(values, edges: 2)
    }
    return try masks.replaced(by: kept, initial: options.masking.initial)
  }
}

extension KeptOperations {
  /// Of each edge the operation of the highest value, on the few edges into each node where that is highest.
  package func mostLikely(_ values: [[Float]], edges count: Int) -> KeptOperations {
    var kept = KeptOperations(
      all: false, sets: values.count, topology: topology, candidates: candidates)
    for (set, values) in values.enumerated() {
      for node in topology.intermediates {
        let best = topology.edgeIndices(into: node).map { edge in
          (edge * candidates..<(edge + 1) * candidates).max { values[$0] < values[$1] }
        }
        // The first of equal ones, like everywhere.
        let order = best.compactMap { $0 }.enumerated().sorted {
          (-values[$0.element], $0.offset) < (-values[$1.element], $1.offset)
        }
        for (_, place) in order.prefix(count) { kept.isKept[set][place] = true }
      }
    }
    return kept.read
  }
}

extension HierarchicalMasks {
  /// Masks of operations and edges that stand for a network; those of weights are all on.
  fileprivate func replaced(
    by kept: KeptOperations, initial: Double
  ) throws(OutOfMemory) -> HierarchicalMasks {
    func on(_ masks: [Tensor]) -> [Tensor] {
      masks.map { mask in
        let on = mask.zerosLike()
        on.fill(initial)
        return on
      }
    }
    let replaced = HierarchicalMasks(
      operations: on(operations), edges: on(edges), weights: on(weights),
      weightNames: weightNames, threshold: threshold, topology: topology)
    try replaced.keep(kept, initial: initial)
    return replaced
  }
}
