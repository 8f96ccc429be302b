internal import Architectures
internal import Training

/// The space that is searched.
package enum Space: String, Choice, Sendable {
  /// Our reconstruction of the paper's space.
  case adwpMacro = "adwp-macro"
  /// That of the benchmark NAS-Bench-Macro, for `nas audit`.
  case nasBenchMacro = "nas-bench-macro"

  /// Its networks: all else that depends on the space follows from them.
  var network: any SearchableNetwork.Type {
    switch self {
    case .adwpMacro: ADWPNetwork.self
    case .nasBenchMacro: NASBenchMacroNetwork.self
    }
  }
}

extension SearchableNetwork {
  /// The plan of the smallest network.
  static func smallestPlan(for dataset: DatasetDescription) -> MacroPlan {
    smallest.plan(image: dataset.imageShape, classes: dataset.classes)
  }

  /// The plan of the largest network.
  static func largestPlan(for dataset: DatasetDescription) -> MacroPlan {
    largest.plan(image: dataset.imageShape, classes: dataset.classes)
  }
}
