internal import Architectures
internal import Search
internal import Torch
package import Tracking
internal import Training

extension MaskStage {
  /// The weights that masks leave, and the masks of operations and edges.
  package func snapshot(after epoch: Int) throws -> SearchSnapshot? {
    let kept = try masks.kept()
    let states = try architecture.groups.indices.map { group in
      var state = try withoutGradient { mixing(group: group, masks: masks) }
        .state(
          named: architecture.groups[group], of: architecture.cells(of: group),
          in: supernet.network)
      let operations = try masks.operations[group].readFloats()
      let edges = try masks.edges[group].readFloats()
      let count = supernet.network.operations.count
      for index in state.edges.indices {
        let range = index * count..<(index + 1) * count
        state.edges[index].mask = edges[index]
        state.edges[index].operationMasks = Array(operations[range])
        state.edges[index].kept = Array(kept.isKept[group][range])
      }
      return state
    }
    return SearchSnapshot(stage: name.key, epoch: epoch + 1, cells: states)
  }
}
