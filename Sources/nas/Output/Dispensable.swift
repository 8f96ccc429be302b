internal import Tracking

/// Passes events to a recorder that a run can do without: what it throws is told once, and ends nothing.
final class Dispensable: Recorder {
  private var recorder: (any Recorder)?
  private let tell: (String) -> Void

  /// Guards a run against a recorder.
  ///
  /// - Parameters:
  ///   - recorder: That may fail.
  ///   - tell: Is told in a sentence why it has.
  init(_ recorder: any Recorder, tell: @escaping (String) -> Void) {
    (self.recorder, self.tell) = (recorder, tell)
  }

  var wantsMeasuredSteps: Bool { recorder?.wantsMeasuredSteps ?? false }

  func record(_ event: RunEvent) {
    do {
      try recorder?.record(event)
    } catch {
      recorder = nil
      tell("\(error)")
    }
  }
}
