package import Torch

/// Means and variances of a network's layers, averaged over some batches.
package final class RecalibratedStatistics {
  private var layers: [String: Tensor.RunningStatistics] = [:]
  /// Batches seen before the one that is under way.
  private var batches = 0
  private let device: Device

  /// Nothing seen yet.
  package init(device: Device) { self.device = device }

  /// Counts the batch that has passed through the whole network.
  package func finishBatch() { batches += 1 }

  /// The means and variances under the names that a network of its own has for them.
  var state: [String: Tensor] {
    var state: [String: Tensor] = [:]
    for (name, statistics) in layers {
      state["\(name).bn.running_mean"] = statistics.mean
      state["\(name).bn.running_var"] = statistics.variance
    }
    return state
  }

  /// By the batch, which is taken into the average, in training; by the average in evaluation.
  func normalization(after name: String, channels: Int, mode: Mode) -> BatchNormalization {
    let layer =
      layers[name]
      ?? Tensor.RunningStatistics(
        mean: .zeros([channels], device: device), variance: .ones([channels], device: device))
    layers[name] = layer
    // The mean of all batches so far: each counts as much as any other.
    return BatchNormalization(
      statistics: mode == .batchStatistics ? nil : layer, byBatch: mode != .evaluation,
      momentum: 1 / Double(batches + 1))
  }
}
