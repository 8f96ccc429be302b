/// Training that led to numbers that are not finite.
public struct Diverged: Error, CustomStringConvertible {
  /// What was not finite.
  public enum Place: Hashable, Sendable {
    /// The loss of a step; both count from 1.
    case loss(step: Int, of: Int)
    /// The loss of every step of an epoch, which counts from 1.
    case everyLoss(epoch: Int)
    /// What was measured after an epoch, which counts from 1.
    case measurement(String, epoch: Int)
    /// A tensor of the state after a step, which counts from 1.
    case state(String, step: Int)
  }

  /// Name of the stage.
  public var stage: String
  /// What was not finite, and where.
  public var place: Place

  /// Names the place.
  public init(stage: String, _ place: Place) {
    self.stage = stage
    self.place = place
  }

  /// One sentence for people.
  public var description: String {
    let what =
      switch place {
      case .loss(let step, let count): "the loss of step \(step) of \(count) is not a finite number"
      case .everyLoss(let epoch): "no step of epoch \(epoch) had a loss that is a finite number"
      case .measurement(let name, let epoch):
        "\(name) is not a finite number after epoch \(epoch)"
      case .state(let name, let step):
        "tensor \(name) has numbers that are not finite after step \(step)"
      }
    return "training diverged in stage \(stage): \(what), expected smaller learning rates"
  }
}
