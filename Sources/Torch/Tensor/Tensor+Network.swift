internal import CTorch

// The pure forms of the layers: the weights are arguments. Images are N × C × H × W.
extension Tensor {
  /// A two-dimensional convolution, the same both ways, with a weight of out × in/groups × height × width and a bias of
  /// out.
  public func convolved(
    with weight: Tensor, bias: Tensor? = nil, stride: Int = 1, padding: Int = 0, dilation: Int = 1,
    groups: Int = 1
  ) -> Tensor {
    convolved(
      with: weight, bias: bias, stride: (stride, stride), padding: (padding, padding),
      dilation: dilation, groups: groups)
  }

  /// A two-dimensional convolution with a weight of out × in/groups × height × width and a bias of out.
  public func convolved(
    with weight: Tensor, bias: Tensor? = nil, stride: (height: Int, width: Int),
    padding: (height: Int, width: Int), dilation: Int = 1, groups: Int = 1
  ) -> Tensor {
    func sides(_ pair: (height: Int, width: Int)) -> ct_sides {
      ct_sides(height: Int64(pair.height), width: Int64(pair.width))
    }
    return Tensor {
      ct_conv2d(
        handle, weight.handle, bias?.handle, sides(stride), sides(padding), Int64(dilation),
        Int64(groups), $0)
    }
  }

  /// The product with the transpose of a weight of out × in, plus a bias of out.
  public func linear(weight: Tensor, bias: Tensor? = nil) -> Tensor {
    Tensor { ct_linear(handle, weight.handle, bias?.handle, $0) }
  }

  /// The running mean and variance of each channel.
  public struct RunningStatistics {
    /// One value per channel.
    public var mean, variance: Tensor

    /// Pairs two tensors with one value per channel.
    public init(mean: Tensor, variance: Tensor) {
      self.mean = mean
      self.variance = variance
    }
  }

  /// Batch normalisation of each channel by libtorch.
  public func batchNormalized(by normalization: BatchNormalization) -> Tensor {
    // One value has no variance to learn from: libtorch would make the running one NaN.
    let isSingle = normalization.byBatch && count == size(1)
    let statistics = isSingle ? nil : normalization.statistics
    return Tensor {
      ct_batch_norm(
        handle, normalization.weight?.handle, normalization.bias?.handle,
        statistics?.mean.handle, statistics?.variance.handle,
        normalization.byBatch, normalization.momentum, normalization.epsilon, $0)
    }
  }

  /// The maximum over windows.
  public func maxPooled(kernelSize: Int, stride: Int, padding: Int) -> Tensor {
    Tensor { ct_max_pool2d(handle, Int64(kernelSize), Int64(stride), Int64(padding), $0) }
  }

  /// The mean over windows; padding does not count.
  public func averagePooled(kernelSize: Int, stride: Int, padding: Int) -> Tensor {
    // With padding, CUDA's gradients of channels-last images are wrong in libtorch 2.11 (pytorch issue 188344).
    averagePooled(
      kernelSize: kernelSize, stride: stride, padding: padding, isPaddedApart: device != .cpu)
  }

  /// The same; `isPaddedApart`, with the padding put around the images before libtorch's pool.
  func averagePooled(
    kernelSize: Int, stride: Int, padding: Int, isPaddedApart: Bool
  ) -> Tensor {
    let pool = isPaddedApart ? ct_avg_pool2d_of_padded : ct_avg_pool2d
    return Tensor { pool(handle, Int64(kernelSize), Int64(stride), Int64(padding), $0) }
  }

  /// How the losses of a batch become one number.
  public enum LossReduction: Sendable {
    case mean, sum
  }

  /// The cross entropy of logits (N × classes) with labels (N, int64) or with probabilities (N × classes).
  ///
  /// `labelSmoothing` in [0, 1] is the share of the target that is spread evenly over the classes.
  public func crossEntropy(
    with labels: Tensor, labelSmoothing: Double = 0, reduction: LossReduction = .mean
  ) -> Tensor {
    Tensor { ct_cross_entropy(handle, labels.handle, labelSmoothing, reduction == .sum, $0) }
  }
}
