internal import Torch

extension HierarchicalMasks {
  /// What an operation's place in the network depends on: the smaller one of its own mask and that of its edge.
  func values() throws(OutOfMemory) -> [[Float]] {
    var values: [[Float]] = []
    for (operations, edges) in zip(operations, edges) {
      let candidates = operations.size(1)
      let (own, shared) = (try operations.readFloats(), try edges.readFloats())
      values.append(own.indices.map { min(own[$0], shared[$0 / candidates]) })
    }
    return values
  }

  /// Moves those masks of operations and edges that are on the wrong side of the threshold for a network.
  ///
  /// - Parameters:
  ///   - kept: The operations of the network.
  ///   - initial: What a mask becomes that is switched on.
  /// - Throws: `OutOfMemory`
  func keep(_ kept: KeptOperations, initial: Double) throws(OutOfMemory) {
    for (set, isKept) in kept.isKept.enumerated() {
      let isOn = try binary(operations[set]).readFloats()
      let edgeIsOn = try binary(edges[set]).readFloats()
      var values = try operations[set].readFloats()
      var edgeValues = try edges[set].readFloats()
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
        try Libtorch.checkMemory()
      }
    }
  }
}
