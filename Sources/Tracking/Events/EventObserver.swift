/// Passes events to a function.
package struct EventObserver: Recorder {
  package let wantsMeasuredSteps: Bool
  private let body: (RunEvent) -> Void

  /// Calls `body` for every event.
  package init(wantsMeasuredSteps: Bool = false, _ body: @escaping (RunEvent) -> Void) {
    self.wantsMeasuredSteps = wantsMeasuredSteps
    self.body = body
  }

  package func record(_ event: RunEvent) { body(event) }
}
