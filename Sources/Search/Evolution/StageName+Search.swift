public import Tracking

extension StageName {
  /// The search.
  public static let evolution = StageName("evolution", title: "Stage 2, evolution")
  /// As many random networks as the search looks at.
  public static let random = StageName("random", title: "Control, random search")

  /// Of a random network of the found one's size, counted from 1.
  public static func control(_ number: Int) -> StageName {
    StageName("control-\(number)", title: "Control, random network \(number)")
  }
}
