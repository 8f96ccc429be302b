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
  /// What a method ranks by, and a run of it.
  case trained(String, run: String)

  /// Every form, for people.
  static let forms =
    StaticProxy.allCases.map(\.rawValue) + [shortTrainingName]
    + Method.rankings.flatMap { $0.proxies }.map { "\($0):RUN" }

  private static let shortTrainingName = "short-training"

  /// How a proxy that trains or evaluates does so.
  struct Settings {
    /// Of how a run's networks are evaluated.
    var changes: RankingChanges
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
      guard let ranking = method.ranking, ranking.proxies.contains(kind) else {
        let able = Method.rankings.filter { $0.proxies.contains(kind) }.map { $0.method }
        throw folder.malformed(
          "method is \(configuration.method), expected \(able.joined(separator: " or "))")
      }
      return try ranking.proxy(
        kind, name: "\(kind):\(folder.url.lastPathComponent)", configuration: configuration,
        folder: folder, changes: settings.changes, progress: progress)
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
    guard parts.count == 2, Method.rankings.contains(where: { $0.proxies.contains(parts[0]) })
    else {
      let names = Self.forms.map { "'\($0)'" }.joined(separator: ", ")
      throw ValidationError("expected one of \(names)")
    }
    self = .trained(parts[0], run: UserPath.expanded(parts[1]))
  }
}
