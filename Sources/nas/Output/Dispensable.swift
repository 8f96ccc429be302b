internal import Tracking

/// Passes events to a recorder that a run can do without: what it throws ends nothing, and is told the first time.
final class Dispensable: Recorder {
  private let recorder: any Recorder
  private let tell: (String) -> Void
  private var hasTold = false

  /// Guards a run against a recorder.
  ///
  /// - Parameters:
  ///   - recorder: That may fail.
  ///   - tell: Is told in a sentence why it has.
  init(_ recorder: any Recorder, tell: @escaping (String) -> Void) {
    (self.recorder, self.tell) = (recorder, tell)
  }

  var wantsMeasuredSteps: Bool { recorder.wantsMeasuredSteps }

  func record(_ event: RunEvent) {
    do {
      try recorder.record(event)
    } catch {
      if !hasTold { tell("\(error)") }
      hasTold = true
    }
  }
}
