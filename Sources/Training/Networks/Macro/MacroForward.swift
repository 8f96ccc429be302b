package import Architectures
package import Torch

extension MacroPlan {
  /// Images (N × C × H × W) to logits (N × classes), with weights from anywhere.
  ///
  /// - Parameters:
  ///   - images: Of the plan's shape.
  ///   - weights: Where the weights come from.
  ///   - mode: Of the normalisations.
  ///   - dropPath: Applied to what is added to a residual block's input; nil for none.
  ///   - features: Called with the output of each block.
  /// - Returns: The logits.
  package func logits(
    _ images: Tensor, weights: some MacroWeights, mode: Mode, dropPath: DropPath? = nil,
    features: (MacroBlock, Tensor) -> Void = { _, _ in }
  ) -> Tensor {
    var output = weights.convolved(
      images.contiguous(.channelsLast), stem, mode: mode, rectified: true)
    for block in blocks {
      output = block.output(output, weights: weights, mode: mode, dropPath: dropPath)
      features(block, output)
    }
    let pooled = weights.convolved(output, head, mode: mode, rectified: true).mean([2, 3])
    return weights.linear("classifier")(pooled)
  }
}

extension MacroBlock {
  fileprivate func output(
    _ input: Tensor, weights: some MacroWeights, mode: Mode, dropPath: DropPath?
  ) -> Tensor {
    switch kind {
    case .identity: return input
    case .projection: return weights.convolved(input, shortcut, mode: mode)
    case .invertedResidual(let inner):
      let hidden = filtered(input, inner, weights: weights, mode: mode)
      let output = weights.convolved(hidden, project(inner), mode: mode)
      guard isResidual else { return output }
      return input + (dropPath?(output) ?? output)
    }
  }

  /// The expansion, the depthwise branches behind it and, where there is one, squeeze-and-excitation.
  private func filtered(
    _ input: Tensor, _ inner: InvertedResidual, weights: some MacroWeights, mode: Mode
  ) -> Tensor {
    let expand = expand(inner)
    let hidden = weights.branched(
      weights.unnormalized(input, expand),
      rectifiedBy: weights.normalization(after: expand, mode: mode), depthwise(inner))
    let normalization = weights.normalization(
      after: "\(name).depthwise", channels: inner.hiddenChannels, mode: mode)
    guard inner.squeezeChannels != nil else {
      return hidden.normalized(by: normalization, rectified: true)
    }
    return hidden.excited(
      after: normalization, squeeze: weights.linear("\(name).squeeze"),
      excite: weights.linear("\(name).excite"))
  }
}
