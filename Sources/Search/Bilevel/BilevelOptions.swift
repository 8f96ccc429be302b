internal import Foundation
internal import Training

/// How a supernet's weights and its architecture parameters are trained in turn; the values are those of HM-NAS
/// (section 4.2).
package struct BilevelOptions: Hashable, Sendable {
  package var epochs = 100
  package var batchSize = 128
  package var learningRate = 0.1
  package var finalLearningRate = 0.0
  package var momentum = 0.9
  package var weightDecay = 3e-4
  package var gradientClip = 5.0
  package var order = BilevelOrder.second
  package var architectureLearningRate = 3e-4
  package var architectureWeightDecay = 1e-3
  package var architectureBeta1 = 0.5
  package var architectureBeta2 = 0.999
  package var architectureInitialScale = 1e-3
  package var warmStartEpochs = 10
  package var updateSchedule = UpdateSchedule.cosine

  /// The values of HM-NAS.
  package init() {}
}

/// The order of the architecture gradient.
package enum BilevelOrder: String, Choice, Sendable {
  /// At the present weights.
  case first
  /// At the weights after one step of training (DARTS, Eq. 7).
  case second
}

/// How the probability of an architecture update falls with the iterations (Algorithm 1, line 5).
///
/// [D] The paper asks for a monotone function with sigma(0) = 1 and gives none.
package enum UpdateSchedule: String, Choice, Sendable {
  case cosine, constant, linear, exponential

  /// sigma at the share `progress` in [0, 1] of the updates after the warm start.
  package func probability(at progress: Double) -> Double {
    switch self {
    case .cosine: max(0, cos(.pi / 2 * progress))
    case .constant: 1
    case .linear: 1 - progress
    case .exponential: exp(-5 * progress)
    }
  }
}
