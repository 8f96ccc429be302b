public import Tracking

extension StageName {
  /// The training of a known network, alone or at the end of a search.
  public static let train = StageName("train", title: "Training")
  /// The measurement on the test set, with which every run ends.
  public static let evaluate = StageName("evaluate", title: "Test")
  /// All stages together, in a summary.
  public static let total = StageName("total", title: "Total")
}
