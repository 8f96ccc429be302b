internal import Tracking
internal import Training

/// How long a piece of work may still take, should it go on as fast as so far.
struct TimeLeft {
  private var start: (done: Int, time: Double)?

  /// Learns how far it is, and says what that means.
  ///
  /// - Parameters:
  ///   - done: How much is done; less than before, or nothing, where another piece of work begins.
  ///   - count: How much there is to do.
  ///   - time: In seconds, from any start.
  /// - Returns: Such as `  5.0 s left`; empty where nobody can know.
  mutating func text(done: Int, of count: Int, at time: Double = now()) -> String {
    guard let start, start.done < done, start.time < time else {
      if start == nil || done < (start?.done ?? 0) || done == 0 { start = (done, time) }
      return ""
    }
    let seconds = (time - start.time) / Double(done - start.done) * Double(count - done)
    return "  \(ProgressPrinter.duration(max(0, seconds))) left"
  }
}
