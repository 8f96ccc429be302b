import Architectures
import Foundation
import Inference
import Testing

/// Every operator in both modes against numbers that were worked out by hand.
struct OperatorTests {
  /// 1 to 9 in a square.
  private static let square = (1...9).map { Float($0) }

  private func expect(
    _ expected: [Float], of inputs: [[Float]], _ shapes: [ImageShape],
    weights: [String: [Float]] = [:], shapesOfWeights: [String: [Int]] = [:],
    sourceLocation: SourceLocation = #_sourceLocation,
    _ build: (inout GraphBuilder) -> GraphBuilder.Value
  ) throws {
    let tensors = Dictionary(
      uniqueKeysWithValues: weights.map { name, values in
        (name, WeightTensor(shape: shapesOfWeights[name] ?? [values.count], values: values))
      })
    for output in try SingleOperator(shapes, weights: tensors, build).outputs(inputs) {
      expectClose(output, expected, tolerance: 1e-6, sourceLocation: sourceLocation)
    }
  }

  @Test func convolutionOfOnes() throws {
    // Each pixel and its neighbours.
    try expect(
      [12, 21, 16, 27, 45, 33, 24, 39, 28], of: [Self.square], [ImageShape(1, 3, 3)],
      weights: ["c.weight": Array(repeating: 1, count: 9)],
      shapesOfWeights: ["c.weight": [1, 1, 3, 3]]
    ) { $0.convolution($0.input(0), name: "c", channels: 1, kernelSize: 3, padding: 1) }
  }

  @Test func convolutionIsNotFlipped() throws {
    // The weight at the upper left takes the pixel above and to the left.
    try expect(
      [0, 0, 0, 0, 1, 2, 0, 4, 5], of: [Self.square], [ImageShape(1, 3, 3)],
      weights: ["c.weight": [1, 0, 0, 0, 0, 0, 0, 0, 0]],
      shapesOfWeights: ["c.weight": [1, 1, 3, 3]]
    ) { $0.convolution($0.input(0), name: "c", channels: 1, kernelSize: 3, padding: 1) }
  }

  @Test func pointwiseConvolutionMixesChannels() throws {
    try expect(
      [21, 42, 1, 2], of: [[1, 2, 10, 20]], [ImageShape(2, 1, 2)],
      weights: ["c.weight": [1, 2, 1, 0]], shapesOfWeights: ["c.weight": [2, 2, 1, 1]]
    ) { $0.convolution($0.input(0), name: "c", channels: 2, kernelSize: 1) }
  }

  @Test func depthwiseConvolutionKeepsChannelsApart() throws {
    try expect(
      Self.square.map { $0 * 2 } + Self.square.map { $0 * -3 }, of: [Self.square + Self.square],
      [ImageShape(2, 3, 3)],
      weights: ["d.weight": [0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, -3, 0, 0, 0, 0]],
      shapesOfWeights: ["d.weight": [2, 1, 3, 3]]
    ) { $0.depthwise($0.input(0), name: "d", kernelSize: 3) }
  }

  @Test func normalizationWithWeights() throws {
    // (x - 1) / sqrt(4) * 3 + 5
    try expect(
      [5, 8, 11], of: [[1, 3, 5]], [ImageShape(1, 1, 3)],
      weights: [
        "n.running_mean": [1], "n.running_var": [4 - 1e-5], "n.weight": [3], "n.bias": [5],
      ]
    ) { $0.normalization($0.input(0), name: "n", hasWeights: true) }
  }

  @Test func normalizationWithoutWeights() throws {
    try expect(
      [0, 1, 20, 30], of: [[1, 3, 2, 3]], [ImageShape(2, 1, 2)],
      weights: ["n.running_mean": [1, 0], "n.running_var": [4 - 1e-5, 0.01 - 1e-5]]
    ) { builder in
      builder.normalization(builder.input(0), name: "n", hasWeights: false)
    }
  }

  @Test func relu() throws {
    try expect([0, 0, 2], of: [[-1, 0, 2]], [ImageShape(3, 1, 1)]) { $0.relu($0.input(0)) }
  }

  @Test func sigmoid() throws {
    let third = Float(log(3.0))
    try expect(
      [0.5, 0.75, 0.25, 1, 0], of: [[0, third, -third, 200, -200]], [ImageShape(1, 1, 5)]
    ) { $0.sigmoid($0.input(0)) }
  }

  @Test func maximumPoolNeverTakesPadding() throws {
    try expect(
      [-5, -6, -8, -9].map { $0 + 4 }, of: [Self.square.map { 0 - $0 }], [ImageShape(1, 3, 3)]
    ) { $0.maximumPool($0.input(0), size: 3, stride: 2, padding: 1) }
  }

  @Test func averagePoolDoesNotCountPadding() throws {
    try expect([3, 4, 6, 7], of: [Self.square], [ImageShape(1, 3, 3)]) {
      $0.averagePool($0.input(0), size: 3, stride: 2, padding: 1)
    }
  }

  @Test func averagePoolCountsPadding() throws {
    try expect([12, 16, 24, 28].map { $0 / 9 }, of: [Self.square], [ImageShape(1, 3, 3)]) {
      $0.averagePool($0.input(0), size: 3, stride: 2, padding: 1, countsPadding: true)
    }
  }

  @Test func shiftFillsOddSidesWithZeros() throws {
    // A slice, then a pad.
    try expect([5, 6, 0, 8, 9, 0, 0, 0, 0], of: [Self.square], [ImageShape(1, 3, 3)]) {
      $0.sum([$0.shifted($0.input(0)), $0.zeros(ImageShape(1, 3, 3), like: $0.input(0))])
    }
    try expect([4], of: [[1, 2, 3, 4]], [ImageShape(1, 2, 2)]) { $0.shifted($0.input(0)) }
  }

  @Test func sliceOfChannels() throws {
    try expect([3, 4, 5, 6], of: [[1, 2, 3, 4, 5, 6, 7, 8]], [ImageShape(4, 1, 2)]) {
      $0.slice($0.input(0), channels: 1..<3)
    }
  }

  @Test func sumOfThree() throws {
    try expect(
      [111, 222], of: [[1, 2], [10, 20], [100, 200]],
      [ImageShape](repeating: ImageShape(2, 1, 1), count: 3)
    ) {
      $0.sum([$0.input(0), $0.input(1), $0.input(2)])
    }
  }

  @Test func scale() throws {
    try expect([-2, 4], of: [[1, -2]], [ImageShape(1, 2, 1)]) { $0.scaled($0.input(0), by: -2) }
  }

  @Test func gatesAreOfChannels() throws {
    try expect(
      [2, 4, 30, 40], of: [[1, 2, 3, 4], [2, 10]], [ImageShape(2, 1, 2), ImageShape(2, 1, 1)]
    ) { $0.gated($0.input(0), by: $0.input(1)) }
  }

  @Test func concatenation() throws {
    try expect(
      [1, 2, 3, 4, 5, 6], of: [[1, 2], [3, 4, 5, 6]], [ImageShape(1, 1, 2), ImageShape(2, 1, 2)]
    ) { $0.concatenated([$0.input(0), $0.input(1)]) }
  }

  @Test func meanOfChannels() throws {
    try expect([2.5, 10], of: [[1, 2, 3, 4, 10, 10, 10, 10]], [ImageShape(2, 2, 2)]) {
      $0.mean($0.input(0))
    }
  }

  @Test func linear() throws {
    try expect(
      [12.5, 31.5], of: [[10, 1]], [ImageShape(2, 1, 1)],
      weights: ["l.weight": [1, 2, 3, 1], "l.bias": [0.5, 0.5]],
      shapesOfWeights: ["l.weight": [2, 2]]
    ) { $0.linear($0.input(0), name: "l", outputs: 2) }
  }

  @Test func zeros() throws {
    try expect([0, 0, 0, 0], of: [[7]], [ImageShape(1, 1, 1)]) {
      $0.zeros(ImageShape(1, 2, 2), like: $0.input(0))
    }
  }
}
