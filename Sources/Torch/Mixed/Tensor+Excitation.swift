internal import CTorch

extension Tensor {
  /// Batch normalisation of each channel, ReLU and squeeze-and-excitation (Hu et al., 2018) with a sigmoid.
  ///
  /// On the CPU by our kernels, which keep only the images themselves; elsewhere by libtorch.
  ///
  /// - Parameters:
  ///   - normalization: How.
  ///   - squeeze: From the channels' means to fewer numbers, which ReLU follows.
  ///   - excite: From these to a gate for each channel, behind a sigmoid.
  /// - Returns: The same shape; on the CPU, in channels-last.
  public func excited(
    after normalization: BatchNormalization, squeeze: Linear, excite: Linear
  ) -> Tensor {
    guard device == .cpu, elementType == .float32 else {
      let hidden = normalized(by: normalization, rectified: true)
      let gates = excite(squeeze(hidden.mean([2, 3])).relu()).sigmoid()
      return hidden * gates.reshaped([size(0), size(1), 1, 1])
    }
    return Tensor { out in
      withExtendedLifetime((squeeze, excite)) {
        normalization.withRaw { ct_excite(handle, $0, squeeze.raw, excite.raw, out) }
      }
    }
  }
}

extension Linear {
  /// Borrows the handles of the tensors.
  fileprivate var raw: ct_linear_weights {
    ct_linear_weights(weight: weight.handle, bias: bias.handle)
  }
}
