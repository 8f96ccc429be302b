internal import Torch

/// Means and variances of a network's layers, averaged over some batches.
package final class RecalibratedStatistics {
  private var layers: [String: Tensor.RunningStatistics] = [:]
  /// Batches seen before the one that is under way.
  private var batches = 0

  package init() {}

  /// Counts the batch that has passed through the whole network.
  package func finishBatch() { batches += 1 }

  /// Normalises by the batch and takes it into the average in training; by the average in evaluation.
  func normalized(
    _ input: Tensor, after name: String, affine: BatchNormAffine?, mode: Mode
  ) -> Tensor {
    let channels = input.size(1)
    let layer =
      layers[name]
      ?? Tensor.RunningStatistics(
        mean: .zeros([channels], device: input.device),
        variance: .ones([channels], device: input.device))
    layers[name] = layer
    // The mean of all batches so far: each counts as much as any other.
    return input.batchNormalized(
      weight: affine?.scale, bias: affine?.shift,
      statistics: mode == .batchStatistics ? nil : layer, byBatch: mode != .evaluation,
      momentum: 1 / Double(batches + 1))
  }
}
