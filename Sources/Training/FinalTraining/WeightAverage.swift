public import Torch

/// An exponential moving average of a network's weights and, in the same way, of its running statistics.
///
/// The decay is min(decay, (1 + n) / (10 + n)) at step n, as TensorFlow has it: a short run is not held back by where
/// its weights started.
public struct WeightAverage {
  /// In the order of the store's parameters.
  public let tensors: [Tensor]
  private let live: [Tensor]
  private let decay: Double

  /// Starts from the parameters as they are.
  public init(_ store: ParameterStore, decay: Double) {
    live = store.parameters.map { $0.tensor.detached() }
    tensors = live.cloned()
    self.decay = decay
  }

  /// Starts anew from the parameters as they are.
  func restart() { tensors.assign(live) }

  /// Moves towards the parameters; `step` counts from 0.
  public func follow(step: Int) {
    let decay = min(decay, Double(1 + step) / Double(10 + step))
    tensors.scale(by: decay)
    tensors.add(live, scaledBy: 1 - decay)
  }

  /// Runs `body` with the average in the parameters' place.
  public func applied<Result>(_ body: () throws -> Result) rethrows -> Result {
    let now = live.cloned()
    live.assign(tensors)
    defer { live.assign(now) }
    return try body()
  }

  /// Puts the average in the parameters' place for good.
  public func replaceParameters() { live.assign(tensors) }
}
