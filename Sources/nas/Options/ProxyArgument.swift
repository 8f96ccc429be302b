internal import ADWPNAS
internal import Architectures
internal import ArgumentParser
internal import Foundation
internal import Tracking
internal import Training

/// What `--proxy` names: something that is known without training, or a run with weights to rank by.
enum ProxyArgument: Hashable {
  case known(StaticProxy)
  case trained(HyperNetworkProxy.Kind, run: String)

  /// Every form, for people.
  static let forms =
    StaticProxy.allCases.map(\.rawValue)
    + HyperNetworkProxy.Kind.allCases.map { "\($0.rawValue):RUN" }

  /// The proxy.
  ///
  /// - Parameters:
  ///   - changes: Of how networks are evaluated.
  ///   - imageDirectory: Where a run's images are now, if not where they were.
  ///   - progress: Told after every network.
  /// - Returns: What ranks networks.
  /// - Throws: `RunError` and `ConfigurationError` for a run that has no such weights.
  func proxy(
    changes: HyperNetworkProxy.Changes, imageDirectory: String?,
    progress: @escaping @Sendable (_ done: Int, _ count: Int) -> Void
  ) throws -> any RankingProxy {
    switch self {
    case .known(let proxy): return proxy
    case .trained(let kind, let run):
      let folder = RunFolder(URL(filePath: run))
      let (method, configuration) = try folder.checkedConfiguration(dataDir: imageDirectory)
      guard method == .adwpnas else {
        throw folder.malformed("method is \(configuration.method), expected \(ADWPNASRun.method)")
      }
      return try HyperNetworkProxy(
        kind, name: "\(kind.rawValue):\(folder.url.lastPathComponent)",
        configuration: configuration, folder: folder, changes: changes, progress: progress)
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
    let parts = argument.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2, let kind = HyperNetworkProxy.Kind(rawValue: parts[0]) else {
      let names = Self.forms.map { "'\($0)'" }.joined(separator: ", ")
      throw ValidationError("expected one of \(names)")
    }
    self = .trained(kind, run: parts[1])
  }
}
