package import Architectures
internal import Search
package import Training

extension HMNASOptions {
  /// The supernet's skeleton for such images.
  func skeleton(for dataset: DatasetDescription) -> CellNetwork { network.skeleton(for: dataset) }

  /// Refuses combinations that cannot work.
  package func validate(for dataset: DatasetDescription) throws(ConfigurationError) {
    guard masking.initial > masking.threshold else {
      throw .combination(
        "mask-initial is \(masking.initial), expected more than mask-threshold, \(masking.threshold): every mask would start at 0"
      )
    }
    let distance = masking.initial - masking.threshold
    for (key, travel) in [
      ("mask-weight-travel", masking.weightTravel),
      ("mask-architecture-travel", masking.architectureTravel),
    ] where travel <= distance {
      throw .invalid(
        key: key, value: "\(travel)",
        expected:
          "more than \(distance), the way from mask-initial to mask-threshold, or nothing is ever pruned"
      )
    }
    if self.network.space == .nasBench201 {
      try NASBench201Network.checkStages(self.network.cells, key: "cells")
    }
    let network = skeleton(for: dataset)
    do throws(ArchitectureError) {
      try network.validate()
    } catch {
      throw .combination("\(error)")
    }
    try self.network.computation.validate(for: network)
    try validateBudget(of: network)
    try AuxiliaryHead.validate(
      weight: tuning.auxiliaryWeight, features: MaskedNetwork.auxiliaryFeatures(of: network),
      advice: ", a smaller stem-stride or larger images")
  }
}
