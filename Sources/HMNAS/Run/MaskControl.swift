internal import Architectures
internal import Search
internal import Torch
internal import Tracking
internal import Training

/// What the learned masks are held against, of the same cost and with the same fine-tuning.
enum MaskControl: CaseIterable {
  case random
  case heuristic

  /// Whether it is wanted.
  var option: KeyPath<HMNASOptions, Bool> {
    switch self {
    case .random: \.randomMaskControl
    case .heuristic: \.heuristicControl
    }
  }

  var stage: StageName {
    switch self {
    case .random: .control
    case .heuristic: .heuristic
    }
  }

  /// Its name among the results of a run.
  var result: String {
    switch self {
    case .random: "random-masks"
    case .heuristic: "heuristic"
    }
  }

  func masks(of stage: MaskStage, seed: Seed) throws(OutOfMemory) -> HierarchicalMasks {
    switch self {
    case .random: try stage.randomMasks(seed: seed.derived("random masks"))
    case .heuristic: try stage.heuristicMasks()
    }
  }
}

/// A control that was fine-tuned.
struct ControlNetwork {
  var name: String
  var carving: Carving
  var stage: FinalTrainingStage
}
