internal import Foundation
package import Torch

/// The cost term on the masks of operations that leads them to a budget while they train; beyond the paper.
///
/// To the gradient of an operation's mask comes, for each limit, multiplier × root mean square of all operations'
/// gradients × the operation's cost relative to the mean of all. An operation on a masked edge costs nothing, so
/// nothing is added. The multiplier grows while the network costs more than a target, and falls while it costs less. The
/// target falls from the whole supernet to the budget until the rates of the masks decay.
package struct BudgetSteering {
  package let budget: Budget
  /// One per limit.
  package private(set) var multipliers: [Float]
  /// Per limit and set: edges × operations, 1 on average.
  private let relative: [[Tensor]]
  private let whole: [Double]

  /// [D] One step changes a multiplier by a tenth where a mask needs six steps to the threshold, and by less where it
  /// needs more: a multiplier that outran the masks would press all operations down alike.
  private static let growth = 1.1
  private static let stepsOfGrowth = 6.0
  private static let range: ClosedRange<Float> = 1e-3...1e3

  /// Starts with multipliers of 1.
  package init(_ budget: Budget, all: KeptOperations, device: Device) {
    self.budget = budget
    multipliers = budget.costs.map { _ in 1 }
    whole = budget.costs.map { $0.table.cost(of: all) }
    relative = budget.costs.map { cost in
      let count = cost.table.operations.reduce(0) { $0 + $1.count }
      let mean = cost.table.operations.joined().reduce(0, +) / Double(count)
      return cost.table.operations.map { operations in
        Tensor(
          operations.map { Float(mean > 0 ? $0 / mean : 0) },
          shape: [operations.count / all.candidates, all.candidates], device: device)
      }
    }
  }

  /// Adds the term to the gradients of the masks of operations, edges × operations per set.
  ///
  /// - Parameters:
  ///   - gradients: Are added to, in place.
  ///   - edges: Binary masks of edges, per set.
  package func addTerm(to gradients: [Tensor], edges: [Tensor]) {
    withoutGradient {
      let count = gradients.reduce(0) { $0 + $1.count }
      let scale = gradients.norm / Double(count).squareRoot()
      for (multiplier, relative) in zip(multipliers, relative) {
        let terms = zip(relative, edges).map { $0 * $1.reshaped([-1, 1]) * scale }
        gradients.add(terms, scaledBy: Double(multiplier))
      }
    }
  }

  /// Moves the multipliers after a step.
  ///
  /// - Parameters:
  ///   - kept: What the network has now.
  ///   - progress: The share of the steps before the decay that are made, in [0, 1].
  ///   - crossing: Steps that a mask needs from its start to the threshold.
  package mutating func follow(_ kept: KeptOperations, progress: Double, crossing: Double) {
    let factor = Float(pow(Self.growth, Self.stepsOfGrowth / max(crossing, Self.stepsOfGrowth)))
    for (index, cost) in budget.costs.enumerated() {
      let target = whole[index] + (cost.limit.most - whole[index]) * progress
      let isAbove = cost.table.cost(of: kept) > target
      multipliers[index] = min(
        max(multipliers[index] * (isAbove ? factor : 1 / factor), Self.range.lowerBound),
        Self.range.upperBound)
    }
  }

  /// Goes on with the multipliers of a checkpoint.
  package mutating func restore(_ multipliers: [Float]) { self.multipliers = multipliers }
}
