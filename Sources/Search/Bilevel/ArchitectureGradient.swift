package import Torch

/// The gradient of a loss with respect to some tensors, at what all tensors hold at the time of the call.
package typealias LossGradient = ([Tensor]) throws -> [Tensor]

/// The gradient of the validation loss with respect to alpha and beta.
///
/// `weights` are moved in place and put back to the last bit.
package struct ArchitectureGradient {
  package let weights: [Tensor]
  package let architecture: [Tensor]

  package init(weights: [Tensor], architecture: [Tensor]) {
    self.weights = weights
    self.architecture = architecture
  }

  /// At the present weights.
  package func firstOrder(validation: LossGradient) rethrows -> [Tensor] {
    try validation(architecture)
  }

  /// At the weights after one step of SGD, with the second-order term by finite differences.
  ///
  /// DARTS, Eq. 7 and 8. `optimizer` is the one that trains the weights: its momentum takes part in the step; `rate` is
  /// the weights' learning rate, eta.
  package func secondOrder(
    training: LossGradient, validation: LossGradient, optimizer: SGD, rate: Double
  ) throws -> [Tensor] {
    let kept = weights.cloned()
    // Also where a gradient fails.
    defer { weights.assign(kept) }
    // w' = w - eta * (momentum * v + gradient + decay * w)
    let step = try training(weights)
    step.add(kept, scaledBy: optimizer.options.weightDecay)
    step.add(optimizer.momenta, scaledBy: optimizer.options.momentum)
    weights.add(step, scaledBy: -rate)
    let all = try validation(weights + architecture)
    let direction = Array(all.prefix(weights.count))
    let gradient = Array(all.dropFirst(weights.count))

    // R = 0.01 / ||v||, on the device: no host waits for it.
    let radius = Tensor(0.01, device: direction.first?.device ?? .cpu) / direction.norm
    direction.scale(by: radius)
    func gradientAfterMoving(_ sign: Double) throws -> [Tensor] {
      weights.assign(kept)
      weights.add(direction, scaledBy: sign)
      return try training(architecture)
    }
    let above = try gradientAfterMoving(1)
    let below = try gradientAfterMoving(-1)
    return withoutGradient {
      zip(gradient, zip(above, below)).map { gradient, sides in
        gradient.adding((sides.0 - sides.1) / (radius * 2), scaledBy: -rate)
      }
    }
  }
}
