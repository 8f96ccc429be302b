package import Datasets
package import Tracking

/// What a run tells its observer.
package enum RunEvent {
  /// A data set is being downloaded.
  case download(DownloadProgress)
  /// A stage begins, or goes on.
  case stageStarted(name: StageName, epochs: Int, stepsPerEpoch: Int)
  /// A step was made.
  case step(StepReport)
  /// An epoch ended.
  case epoch(EpochRecord, epochs: Int)
  /// So many images of the test set were classified, for the network of that name.
  case evaluation(name: String, done: Int, count: Int)
  /// Something a person should know, in one sentence.
  case note(String)
}

/// A step as the observer sees it.
package struct StepReport {
  package var stage: StageName
  package var epochs: Int
  package var stepsPerEpoch: Int
  package var position: StepPosition
  /// Over the epoch so far.
  package var meter: Meter
  /// Seconds since the epoch began.
  package var seconds: Double
}
