internal import Foundation
package import Tracking

/// What a running method has to do with the world: its folder, its observer and the wish to stop.
package struct RunContext {
  package let folder: RunFolder
  /// Receives events as they happen.
  package let observer: (RunEvent) -> Void
  /// Asked after every step.
  package let shouldStop: () -> Bool

  package init(
    folder: RunFolder, observer: @escaping (RunEvent) -> Void,
    shouldStop: @escaping () -> Bool = { false }
  ) {
    self.folder = folder
    self.observer = observer
    self.shouldStop = shouldStop
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
