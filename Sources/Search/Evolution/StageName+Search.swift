package import Tracking

extension StageName {
  /// The search.
  package static let evolution = StageName("evolution", title: "Stage 2, evolution")
  /// As many random networks as the search looks at.
  package static let random = StageName("random", title: "Control, random search")

  /// Of a random network of the found one's size, counted from 1.
  package static func control(_ number: Int) -> StageName {
    StageName("control-\(number)", title: "Control, random network \(number)")
  }
}
