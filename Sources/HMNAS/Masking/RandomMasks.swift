package import Architectures
package import Torch

extension HierarchicalMasks {
  /// Random masks with as many ones on each level as these: the control that shows what learning them is worth.
  ///
  /// Edges are dealt anew within a set, weights within a tensor, and the operations of the surviving edges of a set
  /// among those of the edges that survive now. A deal that would leave a cell dead is dealt again.
  package func randomized(seed: Seed) throws(OutOfMemory) -> HierarchicalMasks {
    var copy = self
    var attempt = 0
    repeat {
      let seed = seed.derived("attempt", attempt)
      let newEdges = edges.indices.map { shuffled(edges[$0], seed.derived("beta", $0)) }
      var newOperations: [Tensor] = []
      for (set, mask) in operations.enumerated() {
        newOperations.append(
          try dealt(mask, from: edges[set], to: newEdges[set], seed.derived("alpha", set)))
      }
      copy = HierarchicalMasks(
        operations: newOperations,
        edges: newEdges,
        weights: weights.indices.map { shuffled(weights[$0], seed.derived("weight", $0)) },
        weightNames: weightNames, threshold: threshold, topology: topology)
      attempt += 1
    } while try !copy.keepsEveryCellAlive()
    return copy
  }

  /// Random masks of the same cost as a network: the control where there is a budget.
  ///
  /// All operations begin switched on and are switched off in a random order, those of an edge more often together than
  /// others, until the network costs no more than the other one; then what still fits is switched on at random. A deal
  /// that comes within 3 % is taken; of a hundred that do not, the one that comes closest. Masks of weights are dealt as
  /// without a budget.
  package func randomized(
    seed: Seed, costing budget: Budget
  ) throws(OutOfMemory) -> HierarchicalMasks {
    let kept = try kept()
    let everything = KeptOperations(
      all: true, sets: operations.count, topology: topology, candidates: kept.candidates)
    var best: (kept: KeptOperations, usage: Double)?
    for attempt in 0..<100 {
      var generator = SplitMix64(seed: seed.derived("cost", attempt).value)
      let values = kept.isKept.map { places in
        let edges = (0..<topology.edgeCount).map { _ in Float(generator.fraction()) }
        return places.indices.map {
          min(Float(generator.fraction()), edges[$0 / kept.candidates])
        }
      }
      let random = budget.fitted(everything, values: values)
      let usage = budget.usage(of: random)
      if best.map({ usage > $0.usage }) ?? true { best = (random, usage) }
      if usage >= Budget.full { break }
    }
    let dealt = HierarchicalMasks(
      operations: operations.cloned(), edges: edges.cloned(),
      weights: weights.indices.map { shuffled(weights[$0], seed.derived("weight", $0)) },
      weightNames: weightNames, threshold: threshold, topology: topology)
    if let best { try dealt.keep(best.kept, initial: 1) }
    return dealt
  }

  init(
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
  private func dealt(
    _ mask: Tensor, from old: Tensor, to new: Tensor, _ seed: Seed
  ) throws(OutOfMemory) -> Tensor {
    var sources = [Int](repeating: 0, count: mask.count)
    for survives in [true, false] {
      let (from, to) = (try places(survives, old, mask), try places(survives, new, mask))
      let order = shuffledIndices(count: to.count, using: seed.derived(survives ? "on" : "off"))
      for (place, source) in zip(to, order) { sources[place] = from[source] }
    }
    return mask.rearranged(sources)
  }

  /// Positions of the operations whose edge survives, or does not.
  private func places(
    _ survives: Bool, _ edges: Tensor, _ mask: Tensor
  ) throws(OutOfMemory) -> [Int] {
    let (places, operations) = (mask.count, mask.size(1))
    let on = try binary(edges).readFloats()
    return (0..<places).filter { (on[$0 / operations] > 0) == survives }
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
