internal import Architectures

extension GraphOperator.Convolution {
  /// The weights of the convolution of one group that gives the same, with zeros for what groups do not see.
  ///
  /// No space has convolutions of several groups that are not depthwise, so nothing is faster for them.
  func withoutGroups(_ weights: [Float]) -> [Float] {
    guard groups > 1 else { return weights }
    let taps = kernelSize.area
    let (inputs, outputs) = (inputChannels / groups, outputChannels / groups)
    var dense = [Float](repeating: 0, count: outputChannels * inputChannels * taps)
    for output in 0..<outputChannels {
      let first = (output * inputChannels + output / outputs * inputs) * taps
      let own = output * inputs * taps..<(output + 1) * inputs * taps
      dense.replaceSubrange(first..<first + own.count, with: weights[own])
    }
    return dense
  }
}
