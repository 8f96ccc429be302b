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
  /// The images in place of what the configuration names; nil for that.
  package let images: (any ImageSource)?

  package init(
    folder: RunFolder, observer: @escaping (RunEvent) -> Void,
    shouldStop: @escaping () -> Bool = { false }, images: (any ImageSource)? = nil
  ) {
    self.folder = folder
    self.observer = observer
    self.shouldStop = shouldStop
    self.images = images
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
