package import Architectures
internal import Torch

extension HierarchicalMasks {
  /// Random masks with as many ones on each level as these: the control that shows what learning them is worth.
  ///
  /// Edges are dealt anew within a set, weights within a tensor, and the operations of the surviving edges of a set
  /// among those of the edges that survive now. A deal that would leave a cell dead is dealt again.
  package func randomized(seed: Seed) -> HierarchicalMasks {
    var copy = self
    var attempt = 0
    repeat {
      let seed = seed.derived("attempt", attempt)
      let newEdges = edges.indices.map { shuffled(edges[$0], seed.derived("beta", $0)) }
      copy = HierarchicalMasks(
        operations: operations.indices.map {
          dealt(operations[$0], from: edges[$0], to: newEdges[$0], seed.derived("alpha", $0))
        },
        edges: newEdges,
        weights: weights.indices.map { shuffled(weights[$0], seed.derived("weight", $0)) },
        weightNames: weightNames, threshold: threshold, topology: topology)
      attempt += 1
    } while !copy.keepsEveryCellAlive
    return copy
  }

  private init(
    operations: [Tensor], edges: [Tensor], weights: [Tensor], weightNames: [String],
    threshold: Double, topology: CellTopology
  ) {
    self.operations = operations
    self.edges = edges
    self.weights = weights
    self.weightNames = weightNames
    self.threshold = threshold
    self.topology = topology
  }

  /// Operations that were on surviving edges go to surviving edges, the others to the others.
  private func dealt(_ mask: Tensor, from old: Tensor, to new: Tensor, _ seed: Seed) -> Tensor {
    var sources = [Int](repeating: 0, count: mask.count)
    for survives in [true, false] {
      let (from, to) = (places(survives, old, mask), places(survives, new, mask))
      let order = shuffledIndices(count: to.count, using: seed.derived(survives ? "on" : "off"))
      for (place, source) in zip(to, order) { sources[place] = from[source] }
    }
    return mask.rearranged(sources)
  }

  /// Positions of the operations whose edge survives, or does not.
  private func places(_ survives: Bool, _ edges: Tensor, _ mask: Tensor) -> [Int] {
    let on = binary(edges).floats
    let operations = mask.size(1)
    return (0..<mask.count).filter { (on[$0 / operations] > 0) == survives }
  }

  private func shuffled(_ mask: Tensor, _ seed: Seed) -> Tensor {
    mask.rearranged(shuffledIndices(count: mask.count, using: seed))
  }
}

extension Tensor {
  /// The elements at these positions, in the same shape.
  fileprivate func rearranged(_ sources: [Int]) -> Tensor {
    let indices = Tensor(sources.map { Int64($0) }, shape: [sources.count], device: device)
    return reshaped([-1]).gathered(indices).reshaped(shape)
  }
}
