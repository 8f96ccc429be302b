import TestSupport
import Testing

@testable import Torch

/// Layers and their gradients against PyTorch's.
struct LayerParityTests {
  private let fixture: Fixture

  init() throws { fixture = try Fixture("layers") }

  @Test(arguments: [
    "conv2d", "conv2dStride", "conv2dUnpadded", "conv2dDilated", "conv2dGrouped", "conv2dDepthwise",
  ])
  func convolution(name: String) throws {
    let golden = fixture.of(name)
    func option(_ name: String) throws -> Int { Int(try golden.number("option.\(name)")) }
    let (stride, padding) = (try option("stride"), try option("padding"))
    let (dilation, groups) = (try option("dilation"), try option("groups"))
    try check(golden, ["weight"]) { input, parameters in
      input.convolved(
        with: parameters[0], stride: stride, padding: padding, dilation: dilation, groups: groups)
    }
  }

  @Test func convolutionOfOtherNumbersDownThanAcross() throws {
    let golden = fixture.of("conv2dRectangular")
    func option(_ name: String) throws -> (height: Int, width: Int) {
      let numbers: [Int64] = try golden["option.\(name)"].elements()
      return (Int(numbers[0]), Int(numbers[1]))
    }
    let (stride, padding) = (try option("stride"), try option("padding"))
    try check(golden, ["weight"]) { input, parameters in
      input.convolved(with: parameters[0], stride: stride, padding: padding)
    }
  }

  @Test func linear() throws {
    try check(fixture.of("linear"), ["weight", "bias"]) { input, parameters in
      input.linear(weight: parameters[0], bias: parameters[1])
    }
  }

  @Test(arguments: [true, false], [true, false])
  func batchNormalization(byBatch: Bool, isOurs: Bool) throws {
    let golden = fixture.of(byBatch ? "batchNormTraining" : "batchNormEvaluation")
    let statistics = Tensor.RunningStatistics(
      mean: try golden["buffer.running_mean"].clone(),
      variance: try golden["buffer.running_var"].clone())
    try check(golden, ["weight", "bias"]) { input, parameters in
      let normalization = BatchNormalization(
        weight: parameters[0], bias: parameters[1], statistics: statistics, byBatch: byBatch)
      guard isOurs else { return input.batchNormalized(by: normalization) }
      let channels = input.size(1)
      let identity = Tensor(
        (0..<channels * channels).map { $0 % (channels + 1) == 0 ? Float(1) : 0 },
        shape: [channels, channels, 1, 1])
      return input.convolved(with: identity, normalizedBy: normalization, rectified: false)
    }
    expectClose(statistics.mean, try golden["after.running_mean"], "running mean")
    expectClose(statistics.variance, try golden["after.running_var"], "running variance")
  }

  @Test(arguments: [1, 2])
  func maximumPool(stride: Int) throws {
    try check(fixture.of("maxPoolStride\(stride)"), []) { input, _ in
      input.maxPooled(kernelSize: 3, stride: stride, padding: 1)
    }
  }

  @Test(arguments: [1, 2], [false, true])
  func averagePool(stride: Int, isPaddedApart: Bool) throws {
    // Elsewhere the padding is always put apart: libtorch's own way may be wrong there.
    let isPaddedApart = isPaddedApart || Device.underTest != .cpu
    try check(fixture.of("averagePoolStride\(stride)"), []) { input, _ in
      input.averagePooled(
        kernelSize: 3, stride: stride, padding: 1, isPaddedApart: isPaddedApart)
    }
  }

  @Test(arguments: ["crossEntropy", "crossEntropySmoothed"])
  func crossEntropy(name: String) throws {
    let golden = fixture.of(name)
    let (logits, labels) = (try golden["input"].asLeaf(), try golden["labels"])
    let smoothing = try golden.number("option.labelSmoothing")
    let loss = logits.crossEntropy(with: labels, labelSmoothing: smoothing)
    expectClose(loss, try golden["loss"], "loss")
    let sum = logits.crossEntropy(with: labels, labelSmoothing: smoothing, reduction: .sum)
    expectClose(sum / Double(labels.count), try golden["loss"], "sum")
    let gradients = loss.gradients(withRespectTo: [logits])
    expectClose(gradients[0], try golden["grad.input"], "gradient")
  }

  /// Compares output and gradients.
  private func check(
    _ golden: Fixture, _ names: [String], _ layer: (Tensor, [Tensor]) -> Tensor
  ) throws {
    let input = try golden["input"].asLeaf()
    let parameters = try names.map { try golden["param.\($0)"].asLeaf() }
    let output = layer(input, parameters)
    expectClose(output, try golden["output"], "output")
    let gradients = output.gradients(
      withRespectTo: [input] + parameters, cotangent: try golden["grad.output"])
    for (name, gradient) in zip(["input"] + names, gradients) {
      expectClose(gradient, try golden["grad.\(name)"], "gradient of \(name)")
    }
  }
}
