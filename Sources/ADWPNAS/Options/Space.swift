package import Architectures
internal import Training

/// The space that is searched.
package enum Space: String, Choice, Sendable {
  /// Our reconstruction of the paper's space, and others of its kind.
  case adwpMacro = "adwp-macro"
  /// That of the benchmark NAS-Bench-Macro, for `nas audit`.
  case nasBenchMacro = "nas-bench-macro"
}

extension ADWPNASOptions {
  /// The space whose networks are searched: all else that depends on it follows from its networks.
  package var searchSpace: any SearchSpace {
    switch space {
    case .adwpMacro: scale
    case .nasBenchMacro: NASBenchMacroSpace()
    }
  }
}

extension SearchSpace {
  /// The plan of the smallest network.
  func smallestPlan(for dataset: DatasetDescription) -> MacroPlan {
    smallest.plan(image: dataset.imageShape, classes: dataset.classes)
  }

  /// The plan of the largest network.
  func largestPlan(for dataset: DatasetDescription) -> MacroPlan {
    largest.plan(image: dataset.imageShape, classes: dataset.classes)
  }
}
