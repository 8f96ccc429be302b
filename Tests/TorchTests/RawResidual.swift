import CTorch

/// An inverted residual of images with 4 channels as the C function takes it: 6 hidden channels, 3×3, with
/// squeeze-and-excitation.
struct RawResidual {
  var expand: RawTensor
  var depthwise: [RawTensor]
  var stride: Int64 = 1
  var squeeze: RawTensor
  var squeezeBias: RawTensor
  var excite: RawTensor
  var exciteBias: RawTensor
  var project: RawTensor
  /// Factors of the hidden channels, and of the output's.
  var hidden: RawTensor
  var outputs: RawTensor
  var keep: RawTensor

  init() throws {
    expand = try RawTensor(6, 4, 1, 1)
    depthwise = [try RawTensor(6, 1, 3, 3)]
    squeeze = try RawTensor(2, 6)
    squeezeBias = try RawTensor(2)
    excite = try RawTensor(6, 2)
    exciteBias = try RawTensor(6)
    project = try RawTensor(4, 6, 1, 1)
    hidden = try RawTensor(6)
    outputs = try RawTensor(4)
    keep = try RawTensor(2)
  }

  func run(_ images: RawTensor, _ out: UnsafeMutablePointer<ct_tensor?>) -> ct_status {
    func byBatch(_ factors: RawTensor) -> ct_normalization {
      ct_normalization(
        weight: factors.handle, bias: nil, running_mean: nil, running_var: nil,
        statistics: CT_USE_BATCH, momentum: 0.1, epsilon: 1e-5)
    }
    // An empty list has an address, too.
    let weights = depthwise.map(\.handle) + [expand.handle]
    return weights.withUnsafeBufferPointer { list in
      [
        ct_linear_weights(weight: squeeze.handle, bias: squeezeBias.handle),
        ct_linear_weights(weight: excite.handle, bias: exciteBias.handle),
      ].withUnsafeBufferPointer { excitation in
        guard let depthwise = list.baseAddress else { return CT_FAILED }
        var residual = ct_inverted_residual(
          expand: expand.handle, expanded: byBatch(hidden), depthwise: depthwise,
          branches: Int32(self.depthwise.count), stride: stride, filtered: byBatch(hidden),
          excitation: excitation.baseAddress, project: project.handle, projected: byBatch(outputs),
          keep: keep.handle, is_residual: true)
        return ct_apply_inverted_residual(images.handle, &residual, out)
      }
    }
  }
}
