import Architectures
import Inference
import Testing

/// Convolutions of all kinds against a formula that goes the other way: from what is read to where it counts.
struct ConvolutionTests {
  struct Case: CustomStringConvertible, Sendable {
    var inputs, outputs, kernel, stride, padding, dilation, groups: Int
    var description: String {
      "\(inputs) to \(outputs), \(kernel)x\(kernel), stride \(stride), padding \(padding), "
        + "dilation \(dilation), \(groups) groups"
    }
  }

  static let cases: [Case] = [
    (1, 5, 3, 1, 1, 1, 1), (3, 17, 3, 2, 1, 1, 1), (9, 8, 1, 1, 0, 1, 1), (16, 3, 1, 2, 0, 1, 1),
    (4, 9, 5, 1, 2, 1, 1), (2, 2, 3, 3, 0, 1, 1), (3, 4, 3, 1, 4, 2, 1), (7, 7, 3, 1, 1, 1, 7),
    (16, 16, 5, 2, 2, 1, 16), (9, 9, 5, 1, 4, 2, 9), (8, 8, 7, 1, 3, 1, 8), (8, 8, 3, 2, 2, 2, 8),
    (6, 4, 3, 1, 1, 1, 2), (4, 8, 1, 1, 0, 1, 4), (3, 3, 1, 1, 1, 1, 3),
  ].map {
    Case(
      inputs: $0.0, outputs: $0.1, kernel: $0.2, stride: $0.3, padding: $0.4, dilation: $0.5,
      groups: $0.6)
  }

  @Test(arguments: cases)
  func isItsFormula(test: Case) throws {
    let shape = ImageShape(test.inputs, 9, 11)
    var builder = GraphBuilder(inputs: [shape])
    let output = builder.convolution(
      builder.input(0), name: "c", channels: test.outputs, kernelSize: test.kernel,
      stride: test.stride, padding: test.padding, dilation: test.dilation, groups: test.groups)
    let graph = builder.graph(outputs: [output])
    let network = try graph.weighted(seed: 3)
    let inputs = graph.randomInputs(count: 1, seed: 4)
    let expected = scattered(inputs[0], shape, network["c.weight"].values, test, output.shape)
    for mode in [GraphExecutor.Mode.plain, .fused] {
      let outputs = try GraphExecutor(network, mode: mode).outputs(inputs, count: 1)
      expectClose(outputs[0], expected, tolerance: 1e-6, "\(mode)")
    }
  }

  private func scattered(
    _ values: [Float], _ shape: ImageShape, _ weights: [Float], _ test: Case, _ output: ImageShape
  ) -> [Float] {
    var sums = [Double](repeating: 0, count: output.channels * output.area)
    let perGroup = (inputs: test.inputs / test.groups, outputs: test.outputs / test.groups)
    for (place, value) in values.enumerated() {
      let (channel, pixel) = place.quotientAndRemainder(dividingBy: shape.area)
      let (row, column) = pixel.quotientAndRemainder(dividingBy: shape.width)
      let (group, input) = channel.quotientAndRemainder(dividingBy: perGroup.inputs)
      for (index, weight) in weights.enumerated() {
        let taps = test.kernel * test.kernel
        let (x, y) = (index % test.kernel, index / test.kernel % test.kernel)
        let target = index / taps / perGroup.inputs
        guard index / taps % perGroup.inputs == input, target / perGroup.outputs == group else {
          continue
        }
        let top = row + test.padding - y * test.dilation
        let left = column + test.padding - x * test.dilation
        guard top >= 0, left >= 0, top % test.stride == 0, left % test.stride == 0,
          top / test.stride < output.height, left / test.stride < output.width
        else { continue }
        sums[(target * output.height + top / test.stride) * output.width + left / test.stride] +=
          Double(value) * Double(weight)
      }
    }
    return sums.map { Float($0) }
  }
}
