internal import CTorch

/// Adam with L2 weight decay added to the gradient, as in PyTorch.
public struct Adam {
  /// What the updates depend on, apart from the rate.
  public struct Options: Hashable, Sendable, Codable {
    /// Decay of the mean of the gradients, in [0, 1).
    public var beta1: Double
    /// Decay of the mean of their squares, in [0, 1).
    public var beta2: Double
    /// Added to the denominator.
    public var epsilon: Double
    /// Added to the gradient, times the weight.
    public var weightDecay: Double

    /// PyTorch's defaults.
    public init(
      beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0
    ) {
      self.beta1 = beta1
      self.beta2 = beta2
      self.epsilon = epsilon
      self.weightDecay = weightDecay
    }
  }

  /// Running means of the gradients, one per weight.
  public let means: [Tensor]
  /// Running means of the squared gradients, one per weight.
  public let squares: [Tensor]
  /// Steps made; set it when state is restored.
  public var steps = 0
  private let weights: [Tensor]
  private let options: Options

  /// Prepares zero moments.
  public init(_ weights: [Tensor], options: Options) {
    self.weights = weights
    self.options = options
    means = weights.map { $0.zerosLike() }
    squares = means.cloned()
  }

  /// Moves the weights by one step at a learning rate.
  public mutating func step(gradients: [Tensor], rate: Double) {
    precondition(
      gradients.count == weights.count, "\(gradients.count) gradients for \(weights.count) weights")
    guard !weights.isEmpty else { return }
    steps += 1
    withHandles(weights) { weights, count in
      withHandles(gradients) { gradients, _ in
        withHandles(means) { means, _ in
          withHandles(squares) { squares, _ in
            check(
              ct_adam_(
                weights, gradients, means, squares, count, Int64(steps), rate, options.beta1,
                options.beta2, options.epsilon, options.weightDecay))
          }
        }
      }
    }
  }
}
