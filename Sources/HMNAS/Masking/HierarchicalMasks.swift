package import Architectures
package import Search
package import Torch

/// The real-valued masks of all three levels, and the binary ones they stand for (section 3.3).
package struct HierarchicalMasks {
  /// Per set of architecture parameters: edges × operations.
  package let operations: [Tensor]
  /// Per set of architecture parameters: edges.
  package let edges: [Tensor]
  /// Per masked weight, of its shape.
  package let weights: [Tensor]
  /// Names of the masked weights.
  package let weightNames: [String]
  /// The threshold tau.
  package let threshold: Double
  /// Of the cells.
  package let topology: CellTopology

  /// Starts all masks at `initial`.
  package init(
    architecture: ArchitectureParameters, topology: CellTopology, weights: [Parameter],
    initial: Double, threshold: Double
  ) {
    func start(_ tensor: Tensor) -> Tensor {
      let mask = tensor.zerosLike()
      mask.fill(initial)
      return mask
    }
    operations = architecture.alpha.map(start)
    edges = architecture.beta.map(start)
    self.weights = weights.map { start($0.tensor) }
    weightNames = weights.map(\.name)
    self.threshold = threshold
    self.topology = topology
  }

  /// The step function H(M - tau) of section 3.3: 1 strictly above the threshold, else 0.
  package func binary(_ mask: Tensor) -> Tensor {
    mask.isGreater(than: threshold).to(mask.elementType)
  }

  /// The operations that are in the network.
  package func kept() throws(OutOfMemory) -> KeptOperations {
    let candidates = operations[0].size(1)
    var isKept: [[Bool]] = []
    for (operations, edges) in zip(operations, edges) {
      let product = binary(operations) * binary(edges).reshaped([-1, 1])
      isKept.append(try product.readFloats().map { $0 > 0 })
    }
    return KeptOperations(isKept, topology: topology, candidates: candidates).read
  }

  /// Whether every set leaves a living cell.
  package func keepsEveryCellAlive() throws(OutOfMemory) -> Bool {
    let kept = try kept()
    return operations.indices.allSatisfy(kept.isAlive)
  }

  /// Share of masks at 1 on each level, in [0, 1]; an operation on a masked edge counts as off.
  package var densities: (operations: Double, edges: Double, weights: Double) {
    func share(_ masks: [Tensor]) -> Double {
      let total = masks.reduce(0) { $0 + $1.count }
      return total == 0 ? 1 : masks.reduce(0) { $0 + binary($1).sum().item } / Double(total)
    }
    let alive = zip(operations, edges).reduce(0.0) {
      $0 + (binary($1.0) * binary($1.1).reshaped([-1, 1])).sum().item
    }
    let candidates = operations.reduce(0) { $0 + $1.count }
    return (alive / Double(candidates), share(edges), share(weights))
  }
}

extension HierarchicalMasks {
  /// By name, for state files.
  package func state(groups: [String]) -> [String: Tensor] {
    var state: [String: Tensor] = [:]
    for (index, group) in groups.enumerated() {
      state["mask.alpha.\(group)"] = operations[index]
      state["mask.beta.\(group)"] = edges[index]
    }
    for (name, mask) in zip(weightNames, weights) { state["mask.weight.\(name)"] = mask }
    return state
  }

  /// Overwrites the masks with those of a state file.
  package func load(_ state: [String: Tensor], groups: [String]) throws(StateError) {
    for (name, mask) in self.state(groups: groups) {
      guard let source = state[name] else { throw .missing(name) }
      guard source.shape == mask.shape else {
        throw .shape(name, expected: mask.shape, found: source.shape)
      }
      mask.assign(source)
    }
  }
}
