package import Architectures
internal import Search
package import Torch
internal import Training

/// What the masks leave of a supernet: the network and the state to fine-tune from.
package struct Carving {
  package var architecture: MaskedCellNetwork
  /// w* · M_w, running statistics and what has no masks, by name.
  package var state: [String: Tensor]
  /// Binary masks by weight name.
  package var weightMasks: [String: Tensor]
}

extension Carving {
  /// The same network with new weights; masks of weights stay.
  func renewed(seed: Seed, like stage: MaskStage) -> Carving {
    let store = ParameterStore(
      device: stage.store.device, generator: Generator(seed: seed.derived("fresh weights").value))
    _ = MaskedNetwork(architecture, in: store.root)
    let state = withoutGradient {
      store.state.merging(weightMasks) { weights, mask in weights * mask }
    }
    return Carving(
      architecture: architecture, state: state.filter { store.state[$0.key] != nil },
      weightMasks: weightMasks)
  }
}

extension MaskStage {
  /// Removes what the masks switch off.
  package func carve() throws -> Carving { try carve(masks) }

  /// Removes what some masks switch off.
  package func carve(_ masks: HierarchicalMasks) throws -> Carving {
    try withoutGradient {
      let cells = try architecture.groups.indices.map { try keptEdges(group: $0, masks: masks) }
      let network = supernet.network
      let carved = MaskedCellNetwork(
        network: network,
        cells: zip(network.plan, architecture.perCell(cells)).map {
          MaskedCell(kind: $0.kind, edges: $1)
        })
      var state = self.state
      var weightMasks: [String: Tensor] = [:]
      for (name, mask) in zip(masks.weightNames, masks.weights) {
        weightMasks[name] = masks.binary(mask)
        state[name] = state[name].map { $0 * masks.binary(mask) }
      }
      return Carving(architecture: carved, state: state, weightMasks: weightMasks)
    }
  }

  /// The weights of the operations and edges of a set under masks.
  func mixing(group: Int, masks: HierarchicalMasks) -> CellMixing {
    rule.mixing(
      alpha: architecture.alpha[group], beta: architecture.beta[group],
      operationMask: masks.binary(masks.operations[group]),
      edgeMask: masks.binary(masks.edges[group]), topology: supernet.network.topology,
      softmax: edgeSoftmax)
  }

  private func keptEdges(
    group: Int, masks: HierarchicalMasks
  ) throws(OutOfMemory) -> [MaskedEdge] {
    let network = supernet.network
    let mixing = mixing(group: group, masks: masks)
    let operationWeights = try mixing.operations.readFloats()
    let edgeWeights = try mixing.edges.readFloats()
    let candidates = network.operations.count
    let kept = try masks.kept().isKept[group]
    return network.topology.edges.enumerated().compactMap { index, edge in
      var kept = network.operations.indices.filter {
        !rule.removes || kept[index * candidates + $0]
      }
      if keepsOneOperation, let first = kept.first {
        func weight(_ operation: Int) -> Float { operationWeights[index * candidates + operation] }
        kept = [kept.reduce(first) { weight($1) > weight($0) ? $1 : $0 }]
      }
      guard !kept.isEmpty else { return nil }
      return MaskedEdge(
        edge: edge, importance: edgeWeights[index],
        operations: kept.map {
          WeightedOperation(
            operation: network.operations[$0],
            importance: operationWeights[index * candidates + $0])
        })
    }
  }
}
