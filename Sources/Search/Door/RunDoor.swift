internal import Datasets
internal import Foundation
package import Tracking
package import Training

/// The way into a run's folder: begins the run, or goes on with the one that is there; gives the result of a complete
/// one.
package struct RunDoor<Run: MethodRun> {
  /// What a run that begins is.
  package let configuration: RunConfiguration
  package let folder: RunFolder
  /// What the run tells, and what it asks whether to stop.
  package let context: (RunFolder) -> RunContext

  package init(
    _ type: Run.Type, _ configuration: RunConfiguration, in folder: RunFolder,
    context: @escaping (RunFolder) -> RunContext
  ) {
    self.configuration = configuration
    self.folder = folder
    self.context = context
  }

  /// Runs to the end.
  ///
  /// - Parameters:
  ///   - check: Refuses what the folder holds, where it is not what was asked for.
  ///   - begin: Starts a run that begins.
  /// - Returns: The result.
  /// - Throws: `RunError`, also for the folder of another method; whatever ends the run.
  package func run(
    check: (RunConfiguration) throws -> Void = { _ in }, begin: (Run) throws -> Summary
  ) throws -> Summary {
    guard folder.has(folder.configuration) else {
      return try RunFolder.begin(in: folder.url) { folder in
        try Run(configuration, context: context(folder)).recovering(begin)
      }
    }
    return try folder.goOn {
      let recorded = try folder.readConfiguration()
      guard recorded.method == Run.method else {
        throw RunError.malformed(
          path: folder.configuration.path,
          reason: "method is \(recorded.method), expected \(Run.method)")
      }
      try check(recorded)
      return try Run(recorded, context: context(folder)).recovering { try $0.resume() }
    }
  }
}
