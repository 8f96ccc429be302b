internal import ADWPNAS
internal import Architectures
internal import ArgumentParser
internal import Datasets
internal import Foundation
internal import Tracking
internal import Training

/// What `--proxy` names: something that is known without training, a run with weights to rank by, or real training.
enum ProxyArgument: Hashable {
  case known(StaticProxy)
  case shortTraining
  case trained(HyperNetworkProxy.Kind, run: String)

  /// Every form, for people.
  static let forms =
    StaticProxy.allCases.map(\.rawValue) + [shortTrainingName]
    + HyperNetworkProxy.Kind.allCases.map { "\($0.rawValue):RUN" }

  private static let shortTrainingName = "short-training"

  /// How a proxy that trains or evaluates does so.
  struct Settings {
    /// Of how a run's networks are evaluated.
    var changes: HyperNetworkProxy.Changes
    var short: ShortTrainingProxy.Options
    /// What short trainings learn.
    var dataset: Dataset
    /// Where the images are, if not where they are looked for or, for a run, where they were.
    var imageDirectory: String?
    var seed: Seed
  }

  /// The proxy.
  ///
  /// - Parameters:
  ///   - settings: Of training and evaluation.
  ///   - progress: Told after every network.
  /// - Returns: What ranks networks.
  /// - Throws: `RunError` and `ConfigurationError` for a run that has no such weights.
  func proxy(
    _ settings: Settings, progress: @escaping @Sendable (_ done: Int, _ count: Int) -> Void
  ) throws -> any RankingProxy {
    switch self {
    case .known(let proxy): return proxy
    case .shortTraining:
      return ShortTrainingProxy(
        settings.short,
        images: DatasetReader(
          DatasetLocation(
            settings.dataset, directory: settings.imageDirectory.map { URL(filePath: $0) })),
        seed: settings.seed, progress: progress)
    case .trained(let kind, let run):
      let folder = RunFolder(URL(filePath: run))
      let (method, configuration) = try folder.checkedConfiguration(
        Place(dataDir: settings.imageDirectory))
      guard method.name == ADWPNASRun.method else {
        throw folder.malformed("method is \(configuration.method), expected \(ADWPNASRun.method)")
      }
      return try HyperNetworkProxy(
        kind, name: "\(kind.rawValue):\(folder.url.lastPathComponent)",
        configuration: configuration, folder: folder, changes: settings.changes, progress: progress)
    }
  }
}

extension ProxyArgument {
  /// Reads what `--proxy` names.
  init(named argument: String) throws {
    if let proxy = StaticProxy(rawValue: argument) {
      self = .known(proxy)
      return
    }
    if argument == Self.shortTrainingName {
      self = .shortTraining
      return
    }
    let parts = argument.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2, let kind = HyperNetworkProxy.Kind(rawValue: parts[0]) else {
      let names = Self.forms.map { "'\($0)'" }.joined(separator: ", ")
      throw ValidationError("expected one of \(names)")
    }
    self = .trained(kind, run: UserPath.expanded(parts[1]))
  }
}
