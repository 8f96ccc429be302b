public import Foundation
internal import Tracking

/// What a comparison found: a row for each contestant, best first.
public struct ComparisonTable: Encodable, Sendable {
  /// What all runs have in common.
  public let settings: ComparisonSettings
  /// The contestants by their mean accuracy, then by name.
  public let rows: [Row]
  /// Every run, by name and seed.
  public let runs: [ComparedRun]
  let title: String

  /// A contestant.
  public struct Row: Encodable, Hashable, Sendable {
    /// Such as `hm-nas`.
    public let name: String
    /// How many runs the numbers are of.
    public let runs: Int
    /// On the test set, in [0, 1].
    public let accuracy: Spread
    /// Of the final networks.
    public let parameters: Spread
    /// Of the final networks, for one image.
    public let multiplyAdds: Spread
    /// For one image with one thread, in milliseconds.
    public let milliseconds: Spread
    /// Of all stages.
    public let seconds: Spread

    init(_ name: String, _ runs: [ComparedRun]) {
      self.name = name
      self.runs = runs.count
      accuracy = Spread(runs.map(\.accuracy), isLargeBest: true)
      parameters = Spread(runs.map { Double($0.parameters) })
      multiplyAdds = Spread(runs.map { Double($0.multiplyAdds) })
      milliseconds = Spread(runs.map(\.milliseconds))
      seconds = Spread(runs.map(\.seconds))
    }
  }

  private enum CodingKeys: String, CodingKey {
    case settings, rows, runs
  }

  init(_ settings: ComparisonSettings, title: String, runs: [ComparedRun]) {
    self.settings = settings
    self.title = title
    self.runs = runs
    rows = Dictionary(grouping: runs, by: \.name).map { Row($0, $1) }
      .sorted { ($1.accuracy.mean, $0.name) < ($0.accuracy.mean, $1.name) }
  }

  /// Writes `table.csv` and `table.html`.
  func write(to folder: URL) throws {
    let place = RunFolder(folder)
    try place.write(csv, to: folder.appending(path: "table.csv"))
    try place.write(html, to: folder.appending(path: "table.html"))
  }
}
