package import Tracking

extension StageName {
  /// Of what gives networks their weights.
  package static let hyperNetwork = StageName("hypernetwork", title: "Stage 1, HyperNetwork")
  /// Of a copy of the weights, on networks of one depth of the last stage.
  package static func copy(lastDepth: Int) -> StageName {
    StageName("few-shot-\(lastDepth)", title: "Copy for last depth \(lastDepth)")
  }
}
