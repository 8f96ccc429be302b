package import Architectures
package import Search
package import Training

/// Everything that HM-NAS lets one choose.
///
/// `HMNASOptions.table` gives each value's meaning and source.
public struct HMNASOptions: Hashable, Sendable {
  package var network = SupernetOptions()
  package var data = SearchData()
  /// Training images that stages 1 and 2 learn from; 0 for all.
  package var searchImages = 0
  package var search = BilevelOptions()
  package var masking = Masking()
  package var budget = Limits()
  package var tuning = FinalTrainingOptions()
  /// Whether random masks of the same density are fine-tuned too.
  package var randomMaskControl = true
  /// Whether what a hand-made rule keeps of the supernet is fine-tuned too.
  package var heuristicControl = false
  /// The same by alpha alone.
  package var alphaHeuristicControl = false
  /// Whether the network found is trained from new weights too.
  package var freshControl = false
  /// Images per pass through the network, in all stages; 0 for the whole batch.
  package var microBatchSize = 0
  /// Most images per pass of an evaluation.
  package var evaluationBatchSize = Evaluation.defaultBatchSize
  package var onNaN = NonFinitePolicy.stop

  package struct Masking: Hashable, Sendable {
    package var epochs = 20
    package var batchSize = 128
    package var initial = 1e-2
    package var threshold = 5e-3
    /// Rate times steps before the decay: 1e-4 × 3,910 in the paper.
    package var weightTravel = 0.391
    /// 1e-5 × 3,910 in the paper.
    package var architectureTravel = 0.0391
    /// Most that rate times the root of the steps may be: just above the paper's 6.25e-3 for the weights.
    package var walk = 6.3e-3
    package var decayAfter = 0.5
    package var decayDivisor = 10.0
    package var rule = MaskRule.afterSoftmax
    package var scope = MaskScope.cells
  }

  /// What the network found may cost at most, beyond the paper; 0 for any amount.
  package struct Limits: Hashable, Sendable {
    package var maxMultiplyAdds = 0
    package var maxParameters = 0
    /// Milliseconds for one image.
    package var maxLatency = 0.0

    /// None.
    package init() {}

    /// The limits that there are.
    package var all: [Limit] {
      [
        Limit(.multiplyAdds, most: Double(maxMultiplyAdds)),
        Limit(.parameters, most: Double(maxParameters)), Limit(.latency, most: maxLatency),
      ].filter { $0.most > 0 }
    }
  }

  /// The paper's values.
  public init() {
    tuning.epochs = 200
  }

  /// The recipe of stage 3, with what it shares with the other stages.
  package var finalTraining: FinalTrainingOptions {
    tuning.with(
      cropPadding: data.cropPadding, flip: data.flip, microBatchSize: microBatchSize)
  }
}
