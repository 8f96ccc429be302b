internal import Architectures
package import Datasets
package import Training

extension HMNASOptions {
  /// Refuses combinations that cannot work.
  package func validate(for dataset: Dataset) throws(ConfigurationError) {
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
    let network = CellNetwork(
      image: dataset.imageShape, classes: dataset.classes, channels: self.network.channels,
      cells: self.network.cells, stemStride: self.network.stemStride)
    let features = network.plan[2 * network.cells / 3].outputShape
    guard tuning.auxiliaryWeight == 0 || min(features.height, features.width) >= 7 else {
      throw .combination(
        "auxiliary-weight is \(tuning.auxiliaryWeight), but the auxiliary classifier needs features of 7x7 or more and would get \(features.height)x\(features.width); expected 0, a smaller stem-stride or larger images"
      )
    }
  }
}
