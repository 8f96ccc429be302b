/// Passes events to a function.
public struct EventObserver: Recorder {
  /// Whether steps should say their loss and accuracy.
  public let wantsMeasuredSteps: Bool
  private let body: (RunEvent) -> Void

  /// Calls `body` for every event.
  public init(wantsMeasuredSteps: Bool = false, _ body: @escaping (RunEvent) -> Void) {
    self.wantsMeasuredSteps = wantsMeasuredSteps
    self.body = body
  }

  /// Passes the event on.
  public func record(_ event: RunEvent) { body(event) }
}
