import CTorch
import TestSupport
import Testing
import Torch

/// Memory that is not to be had in the middle of a kernel, on one of its threads.
@Suite struct WorkerFailureTests {
  /// The call fails on the caller's thread, and what comes after it is as if it had not been.
  ///
  /// A dilation as wide as 65536 asks each thread for a padded image beyond any address space.
  @Test(arguments: [1, 2, 4])
  func isToldToTheCaller(threads: Int) {
    withThreads(threads) {
      let before = gradients()
      for _ in 0..<3 {
        expectRefusal(saying: "out of host memory", CT_OUT_OF_MEMORY) { out in
          withExtendedLifetime(cell) {
            ct_mixed_cell(
              [cell.images.handle], 1, cell.coefficients.handle, nil, [cell.operation], 1, 1,
              CT_USE_BATCH, CT_FLOAT32, 0.1, 1e-5, out)
          }
        }
        #expect(gradients() == before)
      }
    }
  }

  private let cell:
    (
      images: RawTensor, coefficients: RawTensor, weights: [RawTensor], operation: ct_operation
    )

  init() throws {
    let channels: Int64 = 512
    let weights = [try RawTensor(channels, 1, 7, 7), try RawTensor(channels, channels, 1, 1)]
    var operation = ct_operation()
    operation.kind = CT_BLOCK
    operation.kernel = 7
    operation.stride = 1
    operation.dilation = 1 << 16
    operation.padding = 3 << 16
    operation.depthwise.0 = weights[0].handle
    operation.pointwise.0 = weights[1].handle
    cell = (try RawTensor(8, channels, 1, 1), try RawTensor(1), weights, operation)
  }

  /// Of a block of many more images than threads: sums are taken per thread.
  private func gradients() -> [[Float]] {
    let generator = Generator(seed: 1)
    let images = generator.normal([9, 12, 5, 5]).asLeaf()
    let depthwise = generator.normal([12, 1, 3, 3]).asLeaf()
    let pointwise = generator.normal([12, 12, 1, 1]).asLeaf()
    let block = MixedOperation(
      kind: .block, stride: 1, depthwise: [depthwise], pointwise: [pointwise],
      statistics: [Tensor.RunningStatistics(mean: .zeros([12]), variance: .ones([12]))])
    let out = Tensor.mixed(
      [block], sources: [images], coefficients: .ones([1]), nodes: 1, mode: .training)
    let cotangent = Generator(seed: 2).normal(out.shape)
    return [out.floats]
      + out.gradients(withRespectTo: [images, depthwise, pointwise], cotangent: cotangent)
      .map(\.floats)
  }
}
