internal import Torch

extension HierarchicalMasks {
  /// What an operation's place in the network depends on: the smaller one of its own mask and that of its edge.
  var values: [[Float]] {
    zip(operations, edges).map { operations, edges in
      let (own, shared) = (operations.floats, edges.floats)
      let candidates = operations.size(1)
      return own.indices.map { min(own[$0], shared[$0 / candidates]) }
    }
  }

  /// Moves those masks of operations and edges that are on the wrong side of the threshold for a network.
  ///
  /// - Parameters:
  ///   - kept: The operations of the network.
  ///   - initial: What a mask becomes that is switched on.
  func keep(_ kept: KeptOperations, initial: Double) {
    for (set, isKept) in kept.isKept.enumerated() {
      let (isOn, edgeIsOn) = (binary(operations[set]).floats, binary(edges[set]).floats)
      var (values, edgeValues) = (operations[set].floats, edges[set].floats)
      for place in isKept.indices {
        let edge = place / kept.candidates
        if isKept[place] {
          if isOn[place] == 0 { values[place] = Float(initial) }
          if edgeIsOn[edge] == 0 { edgeValues[edge] = Float(initial) }
        } else if isOn[place] > 0 {
          values[place] = 0
        }
      }
      for (mask, numbers) in [(operations[set], values), (edges[set], edgeValues)] {
        mask.assign(Tensor(numbers, shape: mask.shape, device: mask.device))
      }
    }
  }
}
