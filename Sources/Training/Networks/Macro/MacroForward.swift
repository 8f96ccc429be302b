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
    let pooled = weights.convolved(output, head, mode: mode, rectified: true, averaged: true)
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
      return input.invertedResidual(
        parts(inner, weights: weights, mode: mode), isResidual: isResidual,
        factors: isResidual ? dropPath?.factors(like: input) : nil)
    }
  }

  private func parts(
    _ inner: InvertedResidual, weights: some MacroWeights, mode: Mode
  ) -> InvertedResidualWeights {
    let (expand, project) = (expand(inner), project(inner))
    return InvertedResidualWeights(
      expand: weights.weight(of: expand),
      expanded: weights.normalization(after: expand, mode: mode),
      // All branches of a block have its stride.
      depthwise: depthwise(inner).map { weights.weight(of: $0) }, stride: stride,
      filtered: weights.normalization(
        after: "\(name).depthwise", channels: inner.hiddenChannels, mode: mode),
      excitation: inner.squeezeChannels.map { _ in
        (squeeze: weights.linear("\(name).squeeze"), excite: weights.linear("\(name).excite"))
      },
      project: weights.weight(of: project),
      projected: weights.normalization(after: project, mode: mode))
  }
}
