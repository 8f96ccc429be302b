/// The learning rate of a level of masks.
///
/// A mask must travel from its start to the threshold to switch anything off: 500 steps at the paper's 1e-5, so a
/// shorter run at the paper's rate never prunes. Travel (rate × steps) therefore is the setting and the rate follows
/// from the number of steps. But under Adam a mask without a clear gradient walks about rate × root of steps, and a
/// large rate would prune by that noise: `walk` bounds it, as far as twice the distance can still be covered by drift.
package struct MaskRate: Hashable, Sendable {
  /// Rate × steps.
  package var travel: Double
  /// Bound on rate × root of steps.
  package var walk: Double
  /// From the start to the threshold.
  package var distance: Double

  package init(travel: Double, walk: Double, distance: Double) {
    self.travel = travel
    self.walk = walk
    self.distance = distance
  }

  /// The rate for `steps` steps before the decay.
  package func rate(steps: Int) -> Double {
    let steps = Double(max(steps, 1))
    let byTravel = travel / steps
    let byWalk = max(walk / steps.squareRoot(), 2 * distance / steps)
    return min(byTravel, byWalk)
  }
}
