package import Tracking

/// A run of a method over a run folder, as commands see it.
///
/// A method conforms with one type, and `nas` lists it: resuming, evaluating and printing hyperparameters then work.
package protocol MethodRun {
  /// What it lets one choose.
  associatedtype Options: Hyperparameters
  /// As in `config.json`, such as `hm-nas`.
  static var method: String { get }
  /// The name in prose, such as `HM-NAS`.
  static var title: String { get }
  /// The stage that files call so; nil for one that the method does not have.
  static func stage(_ key: String) -> StageName?

  /// What it has in common with other runs.
  var setup: RunSetup { get }

  /// Most images that pass through a network at once in training, whatever the stage.
  static func largestPass(_ options: Options) -> Int

  /// Checks a configuration; nothing is read or written.
  init(_ configuration: RunConfiguration, context: RunContext) throws(ConfigurationError)

  /// Goes on from the latest checkpoint, or gives the summary of a run that is complete.
  func resume() throws -> Summary

  /// Measures the final network on the test set, from the saved files alone; writes nothing.
  func evaluateSavedModel() throws -> Evaluation
}

/// A run that needs nothing but its configuration and data to begin.
package protocol SearchRun: MethodRun {
  /// Starts a new run in an empty folder.
  ///
  /// Where its steps need more memory than `memoryLimit`, in bytes, they are made in micro-batches; their size becomes one
  /// of the run's options.
  func start(memoryLimit: Int?) throws -> Summary
}
