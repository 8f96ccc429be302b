package import Tracking

extension StageName {
  /// Of what gives networks their weights.
  package static let hyperNetwork = StageName("hypernetwork", title: "Stage 1, HyperNetwork")
  /// The search.
  package static let evolution = StageName("evolution", title: "Stage 2, evolution")
  /// As many random networks as the search looks at.
  package static let random = StageName("random", title: "Control, random search")

  /// Of a copy of the weights, on networks of one depth of the last stage.
  package static func copy(lastDepth: Int) -> StageName {
    StageName("few-shot-\(lastDepth)", title: "Copy for last depth \(lastDepth)")
  }

  /// Of a random network of the found one's size, counted from 1.
  package static func control(_ number: Int) -> StageName {
    StageName("control-\(number)", title: "Control, random network \(number)")
  }
}
