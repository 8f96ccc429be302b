internal import Architectures
internal import Search
internal import Torch
internal import Tracking
internal import Training

/// What the learned masks and the weights that they leave are held against, with the same fine-tuning.
enum MaskControl: CaseIterable {
  /// Random masks of the same cost.
  case random
  /// What a hand-made rule keeps by alpha and beta (the paper's Table 5).
  case heuristic
  /// What it keeps by alpha alone (Table 5).
  case alphaHeuristic
  /// The network that was found, from new weights (Table 6).
  case fresh

  /// Whether it is wanted.
  var option: KeyPath<HMNASOptions, Bool> {
    switch self {
    case .random: \.randomMaskControl
    case .heuristic: \.heuristicControl
    case .alphaHeuristic: \.alphaHeuristicControl
    case .fresh: \.freshControl
    }
  }

  var stage: StageName {
    switch self {
    case .random: .control
    case .heuristic: .heuristic
    case .alphaHeuristic: .alphaHeuristic
    case .fresh: .fresh
    }
  }

  /// Its name among the results of a run.
  var result: String {
    switch self {
    case .random: "random-masks"
    case .heuristic: "heuristic"
    case .alphaHeuristic: "alpha-heuristic"
    case .fresh: "fresh-weights"
    }
  }

  /// What is fine-tuned.
  func carving(of stage: MaskStage, found: Carving, seed: Seed) throws -> Carving {
    switch self {
    case .random: try stage.carve(stage.randomMasks(seed: seed.derived("random masks")))
    case .heuristic: try stage.carve(stage.heuristicMasks())
    case .alphaHeuristic: try stage.carve(stage.heuristicMasks(weightsEdges: false))
    case .fresh: found.renewed(seed: seed, like: stage)
    }
  }
}

/// A control that was fine-tuned.
struct ControlNetwork {
  var name: String
  var carving: Carving
  var stage: FinalTrainingStage
}
