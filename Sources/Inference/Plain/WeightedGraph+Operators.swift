internal import Architectures
internal import Foundation

extension WeightedGraph {
  /// What a node gives for what it reads.
  func output(of node: NetworkGraph.Node, _ inputs: [FeatureMaps]) -> FeatureMaps {
    let input = inputs[0]
    switch node.operation {
    case .convolution(let convolution): return convolved(input, convolution, node.output)
    case .normalization(let normalization): return normalized(input, normalization)
    case .relu: return input.map { $0 < 0 ? 0 : $0 }
    case .sigmoid: return input.map { Float(1 / (1 + exp(-Double($0)))) }
    case .maximumPool(let window):
      return FeatureMaps(node.output) { channel, row, column in
        input.values(under: window, channel: channel, row: row, column: column)
          .reduce(-.infinity) { max($0, Double($1)) }
      }
    case .averagePool(let window, let countsPadding):
      return FeatureMaps(node.output) { channel, row, column in
        let values = input.values(under: window, channel: channel, row: row, column: column)
        let count = countsPadding ? window.size * window.size : values.count
        return values.reduce(0) { $0 + Double($1) } / Double(count)
      }
    case .pad: return FeatureMaps(node.output) { Double(input[$0, $1, $2] ?? 0) }
    case .slice(let channels, let rows, let columns):
      return FeatureMaps(node.output) { channel, row, column in
        Double(
          input[
            channels.lowerBound + channel, rows.lowerBound + row, columns.lowerBound + column] ?? 0)
      }
    case .add:
      return FeatureMaps(node.output) { channel, row, column in
        inputs.reduce(0) { $0 + Double($1[channel, row, column] ?? 0) }
      }
    case .scale(let factor): return input.map { $0 * factor }
    case .multiply:
      return FeatureMaps(node.output) {
        Double(input[$0, $1, $2] ?? 0) * Double(inputs[1].values[$0])
      }
    case .concatenate: return FeatureMaps(node.output, inputs.flatMap(\.values))
    case .mean:
      return FeatureMaps(node.output) { channel, _, _ in
        let area = input.shape.area
        return input.values[channel * area..<(channel + 1) * area]
          .reduce(0) { $0 + Double($1) } / Double(area)
      }
    case .linear(let linear):
      let weights = self["\(linear.name).weight"].values
      let biases = self["\(linear.name).bias"].values
      return FeatureMaps(node.output) { output, _, _ in
        (0..<linear.inputs).reduce(Double(biases[output])) {
          $0 + Double(weights[output * linear.inputs + $1]) * Double(input.values[$1])
        }
      }
    case .zeros: return FeatureMaps(node.output) { _, _, _ in 0 }
    }
  }

  private func convolved(
    _ input: FeatureMaps, _ convolution: GraphOperator.Convolution, _ output: ImageShape
  ) -> FeatureMaps {
    let weights = self["\(convolution.name).weight"].values
    let biases = convolution.hasBias ? self["\(convolution.name).bias"].values : nil
    let (kernel, stride) = (convolution.kernelSize, convolution.stride)
    let padding = convolution.padding
    let inputs = convolution.inputChannels / convolution.groups
    let outputs = convolution.outputChannels / convolution.groups
    return FeatureMaps(output) { channel, row, column in
      var sum = biases.map { Double($0[channel]) } ?? 0
      for source in 0..<inputs {
        for y in 0..<kernel.height {
          for x in 0..<kernel.width {
            let value = input[
              channel / outputs * inputs + source,
              row * stride.height - padding.height + y * convolution.dilation,
              column * stride.width - padding.width + x * convolution.dilation]
            let weight = weights[
              ((channel * inputs + source) * kernel.height + y) * kernel.width + x]
            sum += Double(value ?? 0) * Double(weight)
          }
        }
      }
      return sum
    }
  }

  private func normalized(
    _ input: FeatureMaps, _ normalization: GraphOperator.Normalization
  ) -> FeatureMaps {
    func values(_ suffix: String) -> [Float] { self["\(normalization.name).\(suffix)"].values }
    let (means, variances) = (values("running_mean"), values("running_var"))
    let scales = normalization.hasWeights ? values("weight") : nil
    let shifts = normalization.hasWeights ? values("bias") : nil
    return FeatureMaps(input.shape) { channel, row, column in
      let deviation =
        (Double(variances[channel]) + GraphOperator.Normalization.epsilon).squareRoot()
      let value = (Double(input[channel, row, column] ?? 0) - Double(means[channel])) / deviation
      return value * Double(scales?[channel] ?? 1) + Double(shifts?[channel] ?? 0)
    }
  }
}
