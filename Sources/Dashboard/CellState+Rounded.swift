internal import Tracking

extension CellState {
  /// With four digits behind the point, which is more than can be seen.
  var rounded: CellState {
    var state = self
    for index in state.edges.indices {
      let edge = state.edges[index]
      state.edges[index].weight = Self.rounded(edge.weight)
      state.edges[index].operations = edge.operations.map(Self.rounded)
      state.edges[index].mask = edge.mask.map(Self.rounded)
      state.edges[index].operationMasks = edge.operationMasks?.map(Self.rounded)
    }
    return state
  }

  private static func rounded(_ value: Float) -> Float { (value * 10_000).rounded() / 10_000 }
}
