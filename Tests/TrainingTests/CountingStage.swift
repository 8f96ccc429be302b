import TestSupport
import Torch
import Tracking

@testable import Training

/// A stage whose state remembers every step in its order.
final class CountingStage: Stage {
  let name = StageName("counting", title: "Counting")
  let epochs = 3
  let stepsPerEpoch = 4
  let imagesLearned = 12
  private let value = Tensor.zeros([], type: .float64)
  private(set) var positions: [StepPosition] = []

  func step(_ position: StepPosition, meter: inout Meter) {
    positions.append(position)
    value.assign(value * 1.25 + Double(position.number))
    meter.count(
      loss: value.to(.float32), logits: Tensor([Float(position.step), 1.5], shape: [1, 2]),
      labels: Tensor([Int64(0)], shape: [1]))
  }

  func finishEpoch(_ epoch: Int) -> [String: Double] {
    ["value": value.item, "epochIndex": Double(epoch)]
  }

  var state: [String: Tensor] { ["value": value] }

  func restore(_ state: [String: Tensor]) throws(StateError) {
    guard let saved = state["value"] else { throw .missing("value") }
    value.assign(saved)
  }
}
