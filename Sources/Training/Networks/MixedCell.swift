package import Architectures
package import Torch

/// The intermediate nodes of a cell: each the weighted sum of operations on what comes before it.
package struct MixedCell {
  /// An operation on one predecessor; without an operation it contributes nothing.
  package struct Term {
    package var operation: CellOperation?
    /// The cell's inputs are the first, its nodes follow.
    package var source: Int
    /// The node that it leads to.
    package var target: Int
    /// Index of its weight.
    package var weight: Int

    /// Puts the parts of a term together.
    package init(operation: CellOperation?, source: Int, target: Int, weight: Int) {
      self.operation = operation
      self.source = source
      self.target = target
      self.weight = weight
    }
  }

  /// In the order of their targets.
  private let terms: [Term]
  private let topology: CellTopology
  private let nodeShape: ImageShape
  private let computation: Computation

  private var nodes: Range<Int> { topology.intermediates }

  /// Puts the terms of a cell's nodes together.
  package init(_ terms: [Term], plan: CellPlan, computation: Computation) {
    self.init(
      terms, topology: plan.topology, nodeShape: plan.nodeShape, computation: computation)
  }

  /// Puts the terms of nodes of a given shape together.
  ///
  /// With the engine `fused`, a cell is computed by the reference engine all the same where an operation without a
  /// kernel, such as the convolutions of NAS-Bench-201, reads a node: our kernels compute all nodes at once.
  package init(
    _ terms: [Term], topology: CellTopology, nodeShape: ImageShape, computation: Computation
  ) {
    self.terms = terms.filter { $0.operation != nil }
    self.topology = topology
    self.nodeShape = nodeShape
    // Our kernels add up what libtorch computes of the inputs; what it computes of nodes waits for them.
    let fuses = self.terms.allSatisfy {
      $0.operation?.mixed != nil || $0.source < topology.inputs
    }
    self.computation =
      fuses ? computation : Computation(engine: .reference, precision: .float32)
    precondition(
      zip(terms, terms.dropFirst()).allSatisfy { $0.target <= $1.target },
      "terms are not in the order of their targets")
    precondition(!self.terms.isEmpty, "no operation leads to any node")
  }

  /// The nodes of the output side by side; one without operations is 0.
  /// - Parameters:
  ///   - inputs: As many as the topology has; nil for one that no term reads.
  ///   - weights: One dimension.
  ///   - computed: By weight, whether its term is computed; nil for all.
  ///   - mode: Of the operations.
  ///   - dropPath: Drops operations other than the identity.
  /// - Returns: N × outputs·C × H × W.
  package func callAsFunction(
    _ inputs: [Tensor?], weights: Tensor, computed: [Bool]? = nil, mode: Mode,
    dropPath: DropPath? = nil
  ) -> Tensor {
    precondition(
      inputs.count == topology.inputs,
      "a cell has \(topology.inputs) inputs, not \(inputs.count)")
    let terms = terms(computed)
    // Our kernels need an input; what is computed may read nothing but nodes that are 0.
    return computation.fuses(on: weights.device) && terms.contains { $0.source < topology.inputs }
      ? computeFused(terms, inputs, weights: weights, mode: mode, dropPath: dropPath)
      : computeReference(terms, inputs, weights: weights, mode: mode, dropPath: dropPath)
  }

  private func terms(_ computed: [Bool]?) -> [Term] {
    guard let computed else { return terms }
    return terms.filter { computed[$0.weight] }
  }

  private func computeReference(
    _ terms: [Term], _ inputs: [Tensor?], weights: Tensor, mode: Mode, dropPath: DropPath?
  ) -> Tensor {
    // Without memory no size is known, and every term still asks for its weight.
    let asked = (terms.map(\.weight).max() ?? -1) + 1
    let all = weights.unbound(into: max(weights.size(0), asked))
    var states = inputs
    for node in nodes {
      var sum: Tensor?
      for term in terms where term.target == node {
        guard let operation = term.operation else { continue }
        let factor = all[term.weight]
        var weighted = operation(value(states, term.source), mode: mode, scaledBy: factor)
        if let dropPath, !operation.isIdentity { weighted = dropPath(weighted) }
        sum = sum.map { $0 + weighted } ?? weighted
      }
      states.append(sum ?? zeros(like: inputs))
    }
    let outputs = topology.outputs.compactMap { states[$0] }
    return outputs.count == 1 ? outputs[0] : .concatenated(outputs, dimension: 1)
  }

  private func zeros(like inputs: [Tensor?]) -> Tensor {
    let images = inputs.lazy.compactMap { $0 }.first
    return .zeros(
      [images?.size(0) ?? 0, nodeShape.channels, nodeShape.height, nodeShape.width],
      device: images?.device ?? .cpu)
  }

  private func computeFused(
    _ terms: [Term], _ inputs: [Tensor?], weights: Tensor, mode: Mode, dropPath: DropPath?
  ) -> Tensor {
    // Only what is read: an input that no term reads may be missing.
    var given: [Tensor] = []
    var positions: [Int: Int] = [:]
    func source(_ index: Int) -> MixedOperation.Source {
      if nodes.contains(index) { return .node(index - nodes.lowerBound) }
      if let known = positions[index] { return .given(known) }
      positions[index] = given.count
      given.append(value(inputs, index))
      return .given(given.count - 1)
    }
    var operations: [MixedOperation] = []
    var kept: [Tensor] = []
    // The first terms may read nodes that nothing leads to, so that nothing is given yet.
    let images = inputs.lazy.compactMap { $0 }.first
    for term in terms {
      guard let operation = term.operation else { continue }
      var mixed: MixedOperation
      if let own = operation.mixed {
        mixed = own
        mixed.source = source(term.source)
      } else {
        // libtorch computes it; the kernel adds it up.
        mixed = .identity
        mixed.source = .given(given.count)
        given.append(operation(value(inputs, term.source), mode: mode))
      }
      mixed.node = term.target - nodes.lowerBound
      mixed.coefficient = term.weight
      operations.append(mixed)
      if let dropPath, let images {
        kept.append(dropPath.factors(for: operation, like: images))
      }
    }
    return outputs(
      ofNodes: .mixed(
        operations, sources: given, coefficients: weights,
        keep: kept.isEmpty ? nil : .stacked(kept, dimension: 1), nodes: nodes.count, mode: mode,
        stored: computation.precision.stored))
  }

  /// The nodes of the output out of all nodes side by side.
  private func outputs(ofNodes all: Tensor) -> Tensor {
    guard !topology.concatenatesAllNodes else { return all }
    let channels = nodeShape.channels
    let outputs = topology.outputs.map { node in
      let first = (node - nodes.lowerBound) * channels
      return all.sliced(first..<first + channels, dimension: 1)
    }
    return outputs.count == 1
      ? outputs[0].contiguous(.channelsLast) : .concatenated(outputs, dimension: 1)
  }

  private func value(_ states: [Tensor?], _ index: Int) -> Tensor {
    guard let state = states[index] else {
      preconditionFailure("node \(index) is read, but has no value")
    }
    return state
  }
}
