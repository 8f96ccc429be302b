/// What is done to the numbers of a channel: times a scale, plus a shift.
package struct ChannelAffine: Hashable, Sendable {
  package let scale, shift: Double
}

extension WeightedGraph {
  /// A normalisation by its running statistics, channel by channel.
  package func affine(of normalization: GraphOperator.Normalization) -> [ChannelAffine] {
    func values(_ suffix: String) -> [Double] {
      self["\(normalization.name).\(suffix)"].values.map { Double($0) }
    }
    let (means, variances) = (values("running_mean"), values("running_var"))
    let scales = normalization.hasWeights ? values("weight") : means.map { _ in 1 }
    let shifts = normalization.hasWeights ? values("bias") : means.map { _ in 0 }
    return means.indices.map { channel in
      let deviation = (variances[channel] + GraphOperator.Normalization.epsilon).squareRoot()
      let scale = scales[channel] / deviation
      return ChannelAffine(scale: scale, shift: shifts[channel] - means[channel] * scale)
    }
  }
}
