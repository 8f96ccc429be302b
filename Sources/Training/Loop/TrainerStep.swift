public import Torch

/// What every training does with gradients, in this order: a hook, a transformation, clipping, the optimiser, the
/// average.
///
/// Gradients are of the mean loss of a whole batch. How they come about may be a stage's own affair; `gradients` is the
/// usual way. Nothing is updated by a loss that is not finite.
public struct TrainerStep<Optimizer: GradientOptimizer> {
  /// What is trained.
  public let parameters: [Tensor]
  /// What moves the parameters.
  public private(set) var optimizer: Optimizer
  /// Of the weights; nil for none.
  public let average: WeightAverage?
  /// Is given the gradients before anything else is done with them, and the parameters' positions where they are of
  /// some alone.
  ///
  /// Several processes that train one network would replace them by their mean here, in place: clipping and what
  /// follows are then the same in all of them. What it throws leaves everything as it was.
  public var afterGradients: ((_ gradients: [Tensor], _ positions: [Int]?) throws -> Void)?
  private let transformation: (([Tensor]) -> Void)?
  private let clip: Double?

  /// Puts the parts of a step together.
  ///
  /// - Parameters:
  ///   - parameters: What is trained, in the optimiser's order.
  ///   - optimizer: Moves them.
  ///   - clip: Largest norm of all gradients together; nil for any.
  ///   - average: What follows the parameters.
  ///   - transformation: Changes the gradients of all parameters in place, such as by masks.
  public init(
    _ parameters: [Tensor], optimizer: Optimizer, clip: Double? = nil,
    average: WeightAverage? = nil, transformation: (([Tensor]) -> Void)? = nil
  ) {
    self.parameters = parameters
    self.optimizer = optimizer
    self.clip = clip
    self.average = average
    self.transformation = transformation
  }

  /// Trains on a batch, part by part.
  ///
  /// - Parameters:
  ///   - batch: What is learned.
  ///   - number: Of the step, from 0.
  ///   - rate: The learning rate.
  ///   - loss: The mean loss of a part, a scalar.
  /// - Throws: `NonFiniteLoss` and `OutOfMemory`, before anything is updated.
  public mutating func callAsFunction(
    on batch: MicroBatches, number: Int, rate: Double, loss: (Batch) throws -> Tensor
  ) throws {
    let gradients = try gradients(on: batch, loss: loss)
    try update(gradients: gradients, number: number, rate: rate)
  }

  /// The gradients of a batch's mean loss with respect to the parameters.
  public func gradients(
    on batch: MicroBatches, loss: (Batch) throws -> Tensor
  ) throws -> [Tensor] {
    try batch.accumulated { part in
      try loss(part).lossGradients(withRespectTo: parameters)
    }
  }

  /// Moves all parameters by their gradients, which may be overwritten.
  public mutating func update(gradients: [Tensor], number: Int, rate: Double) throws {
    try afterGradients?(gradients, nil)
    transformation?(gradients)
    if let clip { gradients.clipNorm(to: clip) }
    optimizer.step(gradients: gradients, rate: rate)
    average?.follow(step: number)
  }
}

extension TrainerStep<SGD> {
  /// Moves some of the parameters, named by their positions; the others rest, momentum included.
  public func update(
    gradients: [Tensor], at positions: [Int], number: Int, rate: Double
  ) throws {
    precondition(transformation == nil, "a transformation of some gradients, expected of all")
    try afterGradients?(gradients, positions)
    if let clip { gradients.clipNorm(to: clip) }
    optimizer.step(gradients: gradients, at: positions, rate: rate)
    average?.follow(step: number)
  }

  /// Momenta and average, for a checkpoint.
  public var state: [String: Tensor] {
    optimizer.momenta.named("momentum")
      .merging(average?.tensors.named("average") ?? [:]) { $1 }
  }

  /// Goes on from a checkpoint.
  public func load(_ state: [String: Tensor]) throws(StateError) {
    try optimizer.momenta.load(state, named: "momentum")
    try average?.tensors.load(state, named: "average")
  }
}

extension TrainerStep<Adam> {
  /// Moments and step count, for a checkpoint.
  public func state(named name: String) -> [String: Tensor] { optimizer.state(named: name) }

  /// Goes on from a checkpoint.
  public mutating func load(_ state: [String: Tensor], named name: String) throws(StateError) {
    try optimizer.load(state, named: name)
  }
}
