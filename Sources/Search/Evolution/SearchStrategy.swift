public import Tracking

/// How the candidates of a generation are found.
public enum SearchStrategy: String, Sendable {
  /// Mutants and children of the best so far.
  case evolution
  /// Random networks: the control with the same budget.
  case random

  /// The stage that searches so.
  public var stage: StageName {
    switch self {
    case .evolution: .evolution
    case .random: .random
    }
  }
}
