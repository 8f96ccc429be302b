package import Tracking

extension StageName {
  /// Of weights and architecture parameters (section 3.2).
  package static let search = StageName("search", title: "Stage 1, supernet")
  /// Of the masks (section 3.3).
  package static let mask = StageName("mask", title: "Stage 2, masks")
  /// Of what the masks leave (section 3.4).
  package static let tune = StageName("tune", title: "Stage 3, fine-tuning")
  /// Of what as many random masks leave.
  package static let control = StageName("control", title: "Control, random masks")
  /// Of what a hand-made rule leaves.
  package static let heuristic = StageName("heuristic", title: "Control, heuristic")
  /// Of what it leaves by alpha alone.
  package static let alphaHeuristic = StageName(
    "alpha-heuristic", title: "Control, heuristic by alpha alone")
  /// Of what was found, from new weights.
  package static let fresh = StageName("fresh", title: "Control, new weights")
}
