internal import Architectures
internal import Datasets
internal import Search
internal import Training

extension ADWPNASOptions {
  /// Refuses a limit of latency that not even the smallest network keeps to on this machine, before anything is
  /// trained.
  func checkLatency(of setup: RunSetup) throws {
    guard search.maxLatency > 0, search.generations > 0 else { return }
    let smallest = searchSpace.smallestPlan(for: setup.dataset)
    let least = try LatencyMeter(device: setup.device).seconds(smallest) * 1000
    guard search.maxLatency < least else { return }
    throw ConfigurationError.invalid(
      key: "max-latency", value: "\(search.maxLatency)",
      expected:
        "more than \((least * 1000).rounded() / 1000) milliseconds, which the smallest network "
        + "of \(space.rawValue) takes on this machine")
  }
}
