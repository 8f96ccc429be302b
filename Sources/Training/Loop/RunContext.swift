public import Datasets
internal import Foundation
public import Tracking

/// What a running method has to do with the world: its folder, those who record it and the wish to stop.
public struct RunContext {
  /// What the run writes to.
  public var folder: RunFolder
  /// Receive events as they happen, after the folder.
  public let recorders: [any Recorder]
  /// Asked after every step, and after every batch of the test.
  public let shouldStop: () -> Bool
  /// Whether the run is to be left for later; asked after every step.
  ///
  /// The test at the end, which saves nothing on its way, is made all the same: so every piece of a run gets further.
  public let isTimeUp: () -> Bool
  /// The images in place of what the configuration names; nil for that.
  public let images: (any ImageSource)?

  /// Puts the parts together.
  public init(
    folder: RunFolder, recorders: [any Recorder] = [],
    shouldStop: @escaping () -> Bool = { false }, isTimeUp: @escaping () -> Bool = { false },
    images: (any ImageSource)? = nil
  ) {
    self.folder = folder
    self.recorders = recorders
    self.shouldStop = shouldStop
    self.isTimeUp = isTimeUp
    self.images = images
  }

  /// Whether a recorder wants to be told the loss and accuracy of the step that was just made.
  var wantsMeasuredSteps: Bool { recorders.contains(where: \.wantsMeasuredSteps) }

  /// Tells everybody what happened: the folder's metrics first, so that nothing is shown that is not recorded.
  public func record(_ event: RunEvent) throws {
    try MetricsRecorder(folder).record(event)
    for recorder in recorders { try recorder.record(event) }
  }
}

/// A run was stopped on request; its state is saved.
public struct Interrupted: Error {
  /// The values to start from.
  public init() {}
}

/// Seconds from some fixed moment, for durations.
public func now() -> Double {
  Double(DispatchTime.now().uptimeNanoseconds) / 1e9
}
