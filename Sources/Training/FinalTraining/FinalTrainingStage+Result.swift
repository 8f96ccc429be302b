public import Architectures
internal import Foundation
public import Torch
public import Tracking

extension FinalTrainingStage {
  /// What is kept: weights and running statistics by name, without the auxiliary classifier; with storage of their own.
  public var keptState: [String: Tensor] {
    withKeptWeights {
      store.state.filter { !$0.key.hasPrefix("auxiliary.") }.mapValues { $0.clone() }
    }
  }

  /// What a person should know of a training of few steps; nil after more.
  ///
  /// The running statistics of normalisation, by which a network is measured, then still hold a part of where they
  /// started.
  public var statisticsNote: String? { Self.statisticsNote(afterSteps: epochs * stepsPerEpoch) }

  /// The same of a network that so many steps have passed through.
  public static func statisticsNote(afterSteps steps: Int) -> String? {
    let left = pow(0.9, Double(steps))
    guard left > 0.01 else { return nil }
    return "After \(steps) steps, running statistics of normalisation are "
      + "\(Int((left * 100).rounded())) % of where they started: the network may be measured far below what "
      + "it learned, expected 50 steps or more"
  }

  /// Writes what is kept as a run's `model.safetensors`.
  public func writeModel(to folder: RunFolder, method: String) throws {
    try Safetensors(
      tensors: keptState, metadata: ["format": "pt", "architecture": method]
    ).write(to: folder.model)
  }

  /// The network measured by an evaluation on the test set, and its size.
  public func result(
    _ name: String, cost: Cost, on test: TestSet
  ) throws -> Summary.StageResult {
    try withKeptWeights {
      Summary.StageResult(
        name: name, testAccuracy: try test.evaluation(of: name, network.logits).accuracy,
        parameters: cost.parameters, nonZeroParameters: store.nonZeroWeights,
        multiplyAdds: cost.multiplyAdds, epochs: epochs)
    }
  }
}

extension ParameterStore {
  /// Weights of the network itself that are not zero.
  public var nonZeroWeights: Int {
    parameters(role: .weight).filter { !$0.name.hasPrefix("auxiliary.") }
      .reduce(0) { $0 + $1.tensor.detached().nonZeroCount }
  }
}
