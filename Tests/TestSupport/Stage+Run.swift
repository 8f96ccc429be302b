package import Testing
package import Training

extension Stage {
  /// Makes some of the stage's steps and counts them.
  @discardableResult
  package func run(_ numbers: Range<Int>) -> Meter {
    var meter = Meter()
    for number in numbers {
      do {
        try step(StepPosition(number, of: self), meter: &meter)
      } catch {
        Issue.record(error, "step \(number)")
      }
    }
    return meter
  }
}
