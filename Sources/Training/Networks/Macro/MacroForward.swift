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
    return weights.linear(pooled, outputs: classes, name: "classifier")
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
      var hidden = filtered(input, inner, weights: weights, mode: mode)
      hidden = hidden.normalized(
        by: weights.normalization(
          after: "\(name).depthwise", channels: hidden.size(1), mode: mode), rectified: true)
      if let squeezed = inner.squeezeChannels {
        hidden = excited(hidden, squeezed: squeezed, weights: weights)
      }
      let output = weights.convolved(hidden, project(inner), mode: mode)
      guard isResidual else { return output }
      return input + (dropPath?(output) ?? output)
    }
  }

  /// The expansion and the depthwise branches behind it, each on its share of the channels.
  private func filtered(
    _ input: Tensor, _ inner: InvertedResidual, weights: some MacroWeights, mode: Mode
  ) -> Tensor {
    let expand = expand(inner)
    let expanded = weights.unnormalized(input, expand)
    let normalization = weights.normalization(after: expand, mode: mode)
    let branches = depthwise(inner)
    guard branches.count > 1 else {
      return weights.unnormalized(expanded, rectifiedBy: normalization, branches[0])
    }
    let hidden = expanded.normalized(by: normalization, rectified: true)
    var first = 0
    let outputs = branches.map { branch in
      let channels = first..<first + branch.inputChannels
      first = channels.upperBound
      return weights.unnormalized(hidden.sliced(channels, dimension: 1), branch)
    }
    return Tensor.concatenated(outputs, dimension: 1)
  }

  /// Squeeze-and-excitation (Hu et al., 2018), as MobileNetV3 has it but with a sigmoid.
  private func excited(_ hidden: Tensor, squeezed: Int, weights: some MacroWeights) -> Tensor {
    let pooled = hidden.mean([2, 3])
    let reduced = weights.linear(pooled, outputs: squeezed, name: "\(name).squeeze").relu()
    let channels = hidden.size(1)
    let gates = weights.linear(reduced, outputs: channels, name: "\(name).excite").sigmoid()
    return hidden * gates.reshaped([hidden.size(0), channels, 1, 1])
  }
}
