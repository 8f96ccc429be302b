import Architectures
import Inference
import Testing

/// Convolutions of all kinds against a formula that goes the other way: from what is read to where it counts.
struct ConvolutionTests {
  struct Case: CustomStringConvertible, Sendable {
    var inputs, outputs: Int
    var kernel, stride, padding: Sides
    var dilation, groups: Int
    var description: String {
      "\(inputs) to \(outputs), kernel \(kernel), stride \(stride), padding \(padding), "
        + "dilation \(dilation), \(groups) groups"
    }
  }

  private static let numbers: [(Int, Int, Sides, Sides, Sides, Int, Int)] = [
    (1, 5, 3, 1, 1, 1, 1), (3, 17, 3, 2, 1, 1, 1), (9, 8, 1, 1, 0, 1, 1), (16, 3, 1, 2, 0, 1, 1),
    (4, 9, 5, 1, 2, 1, 1), (2, 2, 3, 3, 0, 1, 1), (3, 4, 3, 1, 4, 2, 1), (7, 7, 3, 1, 1, 1, 7),
    (16, 16, 5, 2, 2, 1, 16), (9, 9, 5, 1, 4, 2, 9), (8, 8, 7, 1, 3, 1, 8), (8, 8, 3, 2, 2, 2, 8),
    (6, 4, 3, 1, 1, 1, 2), (4, 8, 1, 1, 0, 1, 4), (3, 3, 1, 1, 1, 1, 3),
    (4, 9, Sides(1, 7), Sides(1, 2), Sides(0, 3), 1, 1),
    (9, 4, Sides(7, 1), Sides(2, 1), Sides(3, 0), 1, 1),
    (3, 3, Sides(2, 3), Sides(3, 1), Sides(0, 2), 2, 1),
    (9, 9, Sides(5, 3), Sides(1, 2), Sides(4, 1), 1, 9),
    (4, 6, Sides(1, 3), 1, 0, 1, 2), (8, 8, 1, Sides(1, 2), 0, 1, 1),
  ]

  static let cases = numbers.map {
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
        let taps = test.kernel.area
        let (x, y) = (index % test.kernel.width, index % taps / test.kernel.width)
        let target = index / taps / perGroup.inputs
        guard index / taps % perGroup.inputs == input, target / perGroup.outputs == group else {
          continue
        }
        let top = row + test.padding.height - y * test.dilation
        let left = column + test.padding.width - x * test.dilation
        let stride = test.stride
        guard top >= 0, left >= 0, top % stride.height == 0, left % stride.width == 0,
          top / stride.height < output.height, left / stride.width < output.width
        else { continue }
        let line = target * output.height + top / stride.height
        sums[line * output.width + left / stride.width] += Double(value) * Double(weight)
      }
    }
    return sums.map { Float($0) }
  }
}

extension Sides {
  /// A number down and one across.
  fileprivate init(_ height: Int, _ width: Int) { self.init(height: height, width: width) }
}
