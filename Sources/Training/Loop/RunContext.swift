package import Datasets
internal import Foundation
package import Tracking

/// What a running method has to do with the world: its folder, those who record it and the wish to stop.
package struct RunContext {
  package var folder: RunFolder
  /// Receive events as they happen, after the folder.
  package let recorders: [any Recorder]
  /// Asked after every step.
  package let shouldStop: () -> Bool
  /// The images in place of what the configuration names; nil for that.
  package let images: (any ImageSource)?

  package init(
    folder: RunFolder, recorders: [any Recorder] = [],
    shouldStop: @escaping () -> Bool = { false }, images: (any ImageSource)? = nil
  ) {
    self.folder = folder
    self.recorders = recorders
    self.shouldStop = shouldStop
    self.images = images
  }

  /// Whether a recorder wants to be told the loss and accuracy of the step that was just made.
  var wantsMeasuredSteps: Bool { recorders.contains(where: \.wantsMeasuredSteps) }

  /// Tells everybody what happened: the folder's metrics first, so that nothing is shown that is not recorded.
  package func record(_ event: RunEvent) throws {
    try MetricsRecorder(folder).record(event)
    for recorder in recorders { try recorder.record(event) }
  }
}

/// A run was stopped on request; its state is saved.
package struct Interrupted: Error {
  package init() {}
}

/// Seconds from some fixed moment, for durations.
package func now() -> Double {
  Double(DispatchTime.now().uptimeNanoseconds) / 1e9
}
