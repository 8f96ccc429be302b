package import Tracking

extension StageName {
  /// The training of a known network, alone or at the end of a search.
  package static let train = StageName("train", title: "Training")
  /// The measurement on the test set, with which every run ends.
  package static let evaluate = StageName("evaluate", title: "Test")
  /// All stages together, in a summary.
  package static let total = StageName("total", title: "Total")
}
