internal import Architectures

extension WeightedGraph {
  /// A normalisation as a factor and a summand for each channel.
  func affine(
    _ normalization: GraphOperator.Normalization
  ) -> (scales: [Float], shifts: [Float]) {
    func values(_ suffix: String) -> [Double] {
      self["\(normalization.name).\(suffix)"].values.map { Double($0) }
    }
    let scales = zip(
      values("running_var"),
      normalization.hasWeights
        ? values("weight") : Array(repeating: 1, count: normalization.channels)
    ).map { $1 / ($0 + GraphOperator.Normalization.epsilon).squareRoot() }
    let shifts = normalization.hasWeights ? values("bias") : scales.map { _ in 0 }
    return (
      scales.map { Float($0) },
      zip(shifts, zip(values("running_mean"), scales)).map { Float($0 - $1.0 * $1.1) }
    )
  }
}
