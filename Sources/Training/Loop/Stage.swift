public import Torch
public import Tracking

/// Where a step stands in its stage.
public struct StepPosition: Hashable, Sendable {
  /// Counts from 0.
  public var epoch: Int
  /// Within the epoch, from 0.
  public var step: Int
  /// From the start of the stage, from 0.
  public var number: Int
  /// Steps of the whole stage.
  public var count: Int
}

/// A part of a method that trains something in steps.
///
/// A step may depend on the stage's state and the position alone: that makes a resumed run equal to an uninterrupted
/// one.
public protocol Stage: AnyObject {
  /// As in metrics and checkpoints, and for people.
  var name: StageName { get }
  var epochs: Int { get }
  var stepsPerEpoch: Int { get }
  /// Trains on one batch and counts it.
  /// - Throws: `NonFiniteLoss` before anything is updated by such a loss; `OutOfMemory`.
  func step(_ position: StepPosition, meter: inout Meter) throws
  /// Images that it has learned from at its end, each as often as a gradient of it was computed.
  var imagesLearned: Int { get }
  /// Is told what the run has used, before the first step: a stage may then decide how long it is, which is part of its
  /// state.
  /// - Returns: What was decided, for people; nil for nothing.
  func begin(after use: RunUse) throws -> String?
  /// What the stage measures after an epoch.
  func finishEpoch(_ epoch: Int) throws -> [String: Double]
  /// What of it people are shown.
  var columns: [EpochColumn] { get }
  /// What a search thinks of its space after an epoch, which counts from 0; nil for nothing.
  func snapshot(after epoch: Int) throws -> SearchSnapshot?
  /// What passes through the network move by themselves: running statistics.
  var buffers: [Tensor] { get }
  /// Everything that a later step depends on.
  var state: [String: Tensor] { get }
  /// Goes on from a state.
  func restore(_ state: [String: Tensor]) throws(StateError)
}

extension Stage {
  /// None.
  public var buffers: [Tensor] { [] }
  /// None.
  public var columns: [EpochColumn] { [] }
  /// Nothing.
  public func snapshot(after epoch: Int) throws -> SearchSnapshot? { nil }
  /// Decides nothing.
  public func begin(after use: RunUse) throws -> String? { nil }
}

extension StepPosition {
  /// The position of a step, counted from the start of a stage.
  public init(_ number: Int, of stage: some Stage) {
    let (epoch, step) = number.quotientAndRemainder(dividingBy: stage.stepsPerEpoch)
    self.init(
      epoch: epoch, step: step, number: number, count: stage.epochs * stage.stepsPerEpoch)
  }
}
