internal import CTorch

/// Stochastic gradient descent with momentum and L2 weight decay, as in PyTorch.
public struct SGD {
  /// What the updates depend on, apart from the rate.
  public struct Options: Hashable, Sendable, Codable {
    /// In [0, 1).
    public var momentum: Double
    /// Added to the gradient, times the weight.
    public var weightDecay: Double
    /// Nesterov's form of momentum.
    public var nesterov: Bool

    /// All default to plain gradient descent.
    public init(momentum: Double = 0, weightDecay: Double = 0, nesterov: Bool = false) {
      self.momentum = momentum
      self.weightDecay = weightDecay
      self.nesterov = nesterov
    }
  }

  /// What the updates depend on, apart from the rate.
  public let options: Options
  /// One buffer per weight: v = momentum * v + g.
  public let momenta: [Tensor]
  private let weights: [Tensor]

  /// Prepares zero momenta.
  public init(_ weights: [Tensor], options: Options) {
    self.weights = weights
    self.options = options
    momenta = weights.map { $0.zerosLike() }
  }

  /// Moves the weights by one step at a learning rate.
  public func step(gradients: [Tensor], rate: Double) {
    step(weights, momenta, gradients: gradients, rate: rate)
  }

  /// Moves some of the weights, named by their positions; the others and their momenta stay as they are.
  public func step(gradients: [Tensor], at positions: [Int], rate: Double) {
    step(
      positions.map { weights[$0] }, positions.map { momenta[$0] }, gradients: gradients,
      rate: rate)
  }

  private func step(
    _ weights: [Tensor], _ momenta: [Tensor], gradients: [Tensor], rate: Double
  ) {
    precondition(
      gradients.count == weights.count, "\(gradients.count) gradients for \(weights.count) weights")
    guard !weights.isEmpty else { return }
    withHandles(weights) { weights, count in
      withHandles(gradients) { gradients, _ in
        withHandles(momenta) { momenta, _ in
          check(
            ct_sgd_(
              weights, gradients, momenta, count, rate, options.momentum, options.weightDecay,
              options.nesterov))
        }
      }
    }
  }
}
