public import Tracking

/// How the candidates of a generation are found.
public enum SearchStrategy: String, Sendable {
  /// Mutants and children of the best so far.
  case evolution
  /// Random networks: the control with the same budget.
  case random
  /// Regularised evolution (Real et al., 2019): after the first generation one mutant at a time, of the best of some
  /// networks among the youngest.
  case aging

  /// The stage that searches so.
  public var stage: StageName {
    switch self {
    case .evolution, .aging: .evolution
    case .random: .random
    }
  }
}
