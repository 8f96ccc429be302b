/// Something that a run tells what happens: a file, a terminal, a page.
public protocol Recorder {
  /// Whether the step that was just made should say its loss and accuracy, for which the run waits for the device.
  ///
  /// Asked after every step; one that is shown a few times a second should say yes as often.
  var wantsMeasuredSteps: Bool { get }

  /// Takes an event, in the order in which they happen.
  /// - Throws: What ends the run.
  func record(_ event: RunEvent) throws
}

extension Recorder {
  /// False.
  public var wantsMeasuredSteps: Bool { false }
}
