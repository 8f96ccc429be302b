package import Architectures
internal import Torch

extension HierarchicalMasks {
  /// Random masks with as many ones on each level as these: the control that shows what learning them is worth.
  ///
  /// Operations are dealt anew among the operations of the surviving edges of a set, edges within a set, weights within a
  /// tensor. A deal that would leave a cell without any operation is dealt again.
  package func randomized(seed: Seed) -> HierarchicalMasks {
    var copy = self
    var attempt = 0
    repeat {
      let seed = seed.derived("attempt", attempt)
      copy = HierarchicalMasks(
        operations: operations.indices.map { shuffled(operations[$0], seed.derived("alpha", $0)) },
        edges: edges.indices.map { shuffled(edges[$0], seed.derived("beta", $0)) },
        weights: weights.indices.map { shuffled(weights[$0], seed.derived("weight", $0)) },
        weightNames: weightNames, threshold: threshold)
      attempt += 1
    } while !copy.keepsEveryCellAlive
    return copy
  }

  private init(
    operations: [Tensor], edges: [Tensor], weights: [Tensor], weightNames: [String],
    threshold: Double
  ) {
    self.operations = operations
    self.edges = edges
    self.weights = weights
    self.weightNames = weightNames
    self.threshold = threshold
  }

  private func shuffled(_ mask: Tensor, _ seed: Seed) -> Tensor {
    let order = shuffledIndices(count: mask.count, using: seed).map { Int64($0) }
    let indices = Tensor(order, shape: [order.count], device: mask.device)
    return mask.reshaped([-1]).gathered(indices).reshaped(mask.shape)
  }
}
