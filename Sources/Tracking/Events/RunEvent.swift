/// What a run tells those who record it: names and numbers, nothing that a device still computes.
public enum RunEvent: Hashable, Sendable {
  /// So many bytes of a file of a data set are there.
  case download(address: String, received: Int, total: Int)
  /// So many images of a folder are decoded.
  case reading(done: Int, count: Int)
  /// A stage begins, or goes on.
  case stageStarted(StageName, epochs: Int, stepsPerEpoch: Int)
  /// A step was made.
  case step(StepEvent)
  /// An epoch ended.
  case epoch(EpochEvent)
  /// So many images of the test set were classified, for the network of that name.
  case evaluation(name: String, done: Int, count: Int)
  /// The run is complete, or more is known of a run that is: `summary.json` has the result.
  case complete(Summary)
  /// Something a person should know, in one sentence.
  case note(String)
}
