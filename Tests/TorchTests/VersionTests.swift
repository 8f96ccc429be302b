import CTorch
import TestSupport
import Testing
import Torch

/// A backward pass says when what it reads again is no longer what the forward pass read.
@Suite struct VersionTests {
  /// What computes something of images (2 × 4 × 6 × 6) by one of our kernels, and what its backward pass reads of it.
  private struct Kernel {
    let images: RawTensor
    let out: RawTensor
    let read: [RawTensor]
  }

  private static let kernels: [@Sendable (RawTensor) throws -> Kernel] = [
    { images in
      var cell = try RawCell()
      cell.sources = [images]
      let keep = try RawTensor(2, 3)
      cell.keep = keep
      let out = try RawTensor { cell.run($0) }
      return Kernel(images: images, out: out, read: [images, cell.coefficients, keep, out])
    },
    { images in
      let (weight, mean, variance) = (try RawTensor(8, 4, 1, 1), try RawTensor(8), try RawTensor(8))
      let out = try RawTensor {
        ct_pointwise_block(
          images.handle, [weight.handle], 1, mean.handle, variance.handle, CT_TRACK_BATCH, 0.1,
          1e-5, $0)
      }
      return Kernel(images: images, out: out, read: [images, weight, out])
    },
    { images in
      let (weight, factors) = (try RawTensor(5, 4, 3, 3), try RawTensor(5))
      var normalization = byBatch(factors)
      let out = try RawTensor {
        ct_normalized_conv2d(images.handle, weight.handle, 1, &normalization, true, false, $0)
      }
      return Kernel(images: images, out: out, read: [images])
    },
    { images in
      let residual = try RawResidual()
      let out = try RawTensor { residual.run(images, $0) }
      return Kernel(images: images, out: out, read: [images, residual.keep])
    },
  ]

  private static func byBatch(_ factors: RawTensor) -> ct_normalization {
    ct_normalization(
      weight: factors.handle, bias: nil, running_mean: nil, running_var: nil,
      statistics: CT_USE_BATCH, momentum: 0.1, epsilon: 1e-5)
  }

  @Test(arguments: kernels.indices)
  func whatWasWrittenToIsRefused(kernel: Int) throws {
    let count = try Self.run(kernel).read.count
    for place in 0..<count {
      // By libtorch's operators, and by our own, which writes to memory without asking it.
      for isOurs in [false, true] {
        let kernel = try Self.run(kernel)
        let tensor = kernel.read[place]
        try overwrite(tensor, isOurs: isOurs)
        var gradient: ct_tensor?
        let cotangent = try RawTensor { ct_zeros_like(kernel.out.handle, $0) }
        #expect(
          ct_gradients(
            kernel.out.handle, cotangent.handle, [kernel.images.handle], 1, &gradient)
            == CT_FAILED, "tensor \(place)")
        #expect(String(cString: ct_last_error()).contains("has been changed in place"))
      }
    }
  }

  @Test(arguments: kernels.indices)
  func whatWasOnlyReadIsTaken(kernel: Int) throws {
    let kernel = try Self.run(kernel)
    let cotangent = try RawTensor { ct_zeros_like(kernel.out.handle, $0) }
    _ = try RawTensor {
      ct_gradients(kernel.out.handle, cotangent.handle, [kernel.images.handle], 1, $0)
    }
  }

  /// What an inverted residual keeps for its gradients is gone after the first time.
  @Test func gradientsOfResidualsAreMadeOnce() throws {
    let images = try RawTensor(2, 4, 6, 6).asLeaf()
    let residual = try RawResidual()
    let out = try RawTensor { residual.run(images, $0) }
    let cotangent = try RawTensor { ct_zeros_like(out.handle, $0) }
    func gradient(_ to: UnsafeMutablePointer<ct_tensor?>) -> ct_status {
      ct_gradients(out.handle, cotangent.handle, [images.handle], 1, to)
    }
    _ = try RawTensor { gradient($0) }
    expectRefusal(saying: "asked for its gradients twice") { gradient($0) }
  }

  /// A cell keeps copies of its blocks' weights in a form of its own: what happens to them afterwards is no matter.
  @Test func weightsOfCellsMayBeWrittenTo() throws {
    func gradients(changing: Bool) -> [[Float]] {
      let generator = Generator(seed: 1)
      let images = generator.normal([2, 4, 5, 5]).asLeaf()
      let depthwise = generator.normal([4, 1, 3, 3]).asLeaf()
      let pointwise = generator.normal([4, 4, 1, 1]).asLeaf()
      let block = MixedOperation(
        kind: .block, stride: 1, depthwise: [depthwise], pointwise: [pointwise],
        statistics: [Tensor.RunningStatistics(mean: .zeros([4]), variance: .ones([4]))])
      let out = Tensor.mixed(
        [block], sources: [images], coefficients: .ones([1]), nodes: 1, mode: .training)
      if changing { withoutGradient { [depthwise, pointwise].scale(by: 3) } }
      let cotangent = Generator(seed: 2).normal(out.shape)
      return out.gradients(withRespectTo: [images, depthwise, pointwise], cotangent: cotangent)
        .map(\.floats)
    }
    #expect(gradients(changing: true) == gradients(changing: false))
  }

  private static func run(_ kernel: Int) throws -> Kernel {
    let images = try RawTensor(2, 4, 6, 6).asLeaf()
    return try kernels[kernel](
      RawTensor { ct_contiguous(images.handle, true, $0) })
  }

  private func overwrite(_ tensor: RawTensor, isOurs: Bool) throws {
    var before = false
    try #require(ct_set_grad_enabled(false, &before) == CT_OK)
    defer { #expect(ct_set_grad_enabled(before, &before) == CT_OK) }
    let status =
      isOurs
      ? ct_list_mask_([tensor.handle], [tensor.handle], [tensor.handle], 1, 0.5)
      : ct_fill_(tensor.handle, 1)
    try #require(status == CT_OK)
  }
}
