package import Architectures
internal import Datasets
internal import Foundation
internal import Torch
package import Tracking
public import Training

/// Ranks the networks of NAS-Bench-Macro by a run's shared or predicted weights, on training images that the run held
/// out.
package struct HyperNetworkProxy: RankingProxy {
  /// What is ranked by.
  package enum Kind: String, CaseIterable, Sendable {
    /// Weights predicted from each network's own code.
    case hyperNetwork = "hypernetwork"
    /// Plain shared weights: single-path one-shot search.
    case shared
    /// Weights predicted from one code for all networks.
    case constantCode = "constant-code"
    /// Weights predicted from the code of another network.
    case shuffledCode = "shuffled-code"

    fileprivate var control: CodeControl {
      switch self {
      case .hyperNetwork, .shared: .real
      case .constantCode: .constant
      case .shuffledCode: .shuffled
      }
    }
  }

  private let name: String
  private let kind: Kind
  private let configuration: RunConfiguration
  private let folder: RunFolder
  private let options: ADWPNASOptions
  private let measures: [RankingMeasure]
  private let progress: @Sendable (_ done: Int, _ count: Int) -> Void

  /// Checks a run; its weights are read when they are needed.
  ///
  /// - Parameters:
  ///   - kind: What to rank by.
  ///   - name: As in tables and files.
  ///   - configuration: The run's.
  ///   - folder: The run's.
  ///   - changes: Of how networks are evaluated.
  ///   - progress: Told after every network.
  /// - Throws: `ConfigurationError` for a run that has no such weights.
  package init(
    _ kind: Kind, name: String, configuration: RunConfiguration, folder: RunFolder,
    changes: RankingChanges, progress: @escaping @Sendable (_ done: Int, _ count: Int) -> Void
  ) throws(ConfigurationError) {
    self.kind = kind
    self.name = name
    self.folder = folder
    self.progress = progress
    var options = try ADWPNASOptions(recorded: configuration.options)
    if let count = changes.heldOutImages { options.evaluation.heldOutImages = count }
    if let count = changes.recalibrationBatches { options.evaluation.recalibrationBatches = count }
    var changed = configuration
    changed.options = ADWPNASOptions.table.settings(of: options)
    self.configuration = changed
    self.options = options
    measures = changes.rankBy.isEmpty ? [options.evaluation.rankBy] : changes.rankBy
    guard options.space == .nasBenchMacro else {
      throw .combination(
        "the run in \(folder.url.path) is in space \(options.space.rawValue), expected nas-bench-macro"
      )
    }
    guard options.hyperNetwork.isConditioned == (kind != .shared) else {
      let (has, wanted) =
        kind == .shared ? ("depend", "ones that do not") : ("do not depend", "ones that do")
      throw .combination(
        "the weights of the run in \(folder.url.path) \(has) on codes, expected \(wanted) for \(kind.rawValue)"
      )
    }
  }

  package func rankings(of networks: [TabulatedNetwork]) throws -> [ProxyRanking] {
    let run = try ADWPNASRun(
      configuration, context: RunContext(folder: folder))
    try run.setup.configureLibtorch()
    let space = SpaceRun<NASBenchMacroNetwork>(
      space: NASBenchMacroSpace(), setup: run.setup, options: options, images: try run.readImages())
    let trained = try space.hyperNetworks { stage, _ in try run.setup.restore(stage) }
    let evaluate = space.makeEvaluator(trained, control: kind.control)
    let evaluations = try networks.enumerated().map { index, network in
      defer { progress(index + 1, networks.count) }
      return try evaluate.evaluations(
        of: try NASBenchMacroNetwork(code: network.code), for: measures)
    }
    return measures.rankings(name: name, label: "without finetuning", evaluations: evaluations)
  }
}

extension ADWPNASRun: RankingRun {
  /// Predicted weights, plain shared ones, and two controls.
  package static var proxies: [String] { HyperNetworkProxy.Kind.allCases.map(\.rawValue) }

  /// What ranks the networks of NAS-Bench-Macro by a run.
  package static func proxy(
    _ kind: String, name: String, configuration: RunConfiguration, folder: RunFolder,
    changes: RankingChanges, progress: @escaping @Sendable (_ done: Int, _ count: Int) -> Void
  ) throws(ConfigurationError) -> any RankingProxy {
    guard let kind = HyperNetworkProxy.Kind(rawValue: kind) else {
      throw .invalid(key: "proxy", value: kind, expected: proxies.joined(separator: ", "))
    }
    return try HyperNetworkProxy(
      kind, name: name, configuration: configuration, folder: folder, changes: changes,
      progress: progress)
  }
}
