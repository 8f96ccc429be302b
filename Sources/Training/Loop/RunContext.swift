package import Datasets
internal import Foundation
package import Tracking

/// What a running method has to do with the world: its folder, its observer and the wish to stop.
package struct RunContext {
  package var folder: RunFolder
  /// Receives events as they happen.
  package let observer: (RunEvent) -> Void
  /// Asked after every step.
  package let shouldStop: () -> Bool
  /// Reads the images in place of what the configuration names, as tests have it; nil for that.
  package let reader: DatasetReader?

  package init(
    folder: RunFolder, observer: @escaping (RunEvent) -> Void,
    shouldStop: @escaping () -> Bool = { false }, reader: DatasetReader? = nil
  ) {
    self.folder = folder
    self.observer = observer
    self.shouldStop = shouldStop
    self.reader = reader
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
