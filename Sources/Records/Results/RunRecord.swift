/// What a folder of runs tells of one of them: a row of the table `runs`.
///
/// Accuracies are fractions in [0, 1], counts are whole numbers, times are seconds. What is not known is nil.
public struct RunRecord: Hashable, Sendable {
  /// The run's folder, relative to the folder of runs.
  public var path: String
  /// How far it has come.
  public var state: RunState
  /// Which run it is: runs that compute the same have the same.
  public var id: String?
  /// Such as `hm-nas`.
  public var method: String?
  /// Such as `fashion-mnist`.
  public var dataset: String?
  /// The preset that the options started from.
  public var preset: String?
  /// The seed that all randomness is derived from.
  public var seed: UInt64?
  /// `cpu`, `cuda` or `mps`.
  public var device: String?
  /// Threads within an operation.
  public var threads: Int?
  /// Version of libtorch.
  public var libtorch: String?
  /// Commit of swift-nas.
  public var commit: String?
  /// The version of the folder's files.
  public var format: Int?
  /// When the oldest of its four files was written, as a rule its configuration, such as `2026-11-29T11:41:38.250Z`.
  public var started: String?
  /// When the run last wrote its configuration, metrics, snapshots or summary.
  public var updated: String?
  /// Of the final network, on the test set.
  public var testAccuracy: Double?
  /// On images of the training set that were held out, at the end of the search.
  public var validationAccuracy: Double?
  /// Stored parameters of the final network.
  public var parameters: Int?
  /// Those of them that are not zero.
  public var nonZeroParameters: Int?
  /// Executed for one image.
  public var multiplyAdds: Int?
  /// Of all stages, the test included.
  public var seconds: Double?
  /// What the network found is worth beside chance and the hand, in a sentence.
  public var verdict: String?
  /// What a benchmark's table says of it, in a sentence.
  public var truth: String?
  /// What is wrong with the folder.
  public var error: String?

  /// A run of which nothing is known yet.
  init(path: String, state: RunState) { (self.path, self.state) = (path, state) }
}

extension RunRecord: Encodable {
  private enum Key: CodingKey {
    case path, state, id, method, dataset, preset, seed, device, threads, libtorch, commit, format
    case started, updated, testAccuracy, validationAccuracy, parameters, nonZeroParameters
    case multiplyAdds, seconds, verdict, truth, error
  }

  /// Writes every key: what is not known is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(path, forKey: .path)
    try container.encode(state, forKey: .state)
    try container.encode(id, forKey: .id)
    try container.encode(method, forKey: .method)
    try container.encode(dataset, forKey: .dataset)
    try container.encode(preset, forKey: .preset)
    try container.encode(seed, forKey: .seed)
    try container.encode(device, forKey: .device)
    try container.encode(threads, forKey: .threads)
    try container.encode(libtorch, forKey: .libtorch)
    try container.encode(commit, forKey: .commit)
    try container.encode(format, forKey: .format)
    try container.encode(started, forKey: .started)
    try container.encode(updated, forKey: .updated)
    try container.encode(testAccuracy, forKey: .testAccuracy)
    try container.encode(validationAccuracy, forKey: .validationAccuracy)
    try container.encode(parameters, forKey: .parameters)
    try container.encode(nonZeroParameters, forKey: .nonZeroParameters)
    try container.encode(multiplyAdds, forKey: .multiplyAdds)
    try container.encode(seconds, forKey: .seconds)
    try container.encode(verdict, forKey: .verdict)
    try container.encode(truth, forKey: .truth)
    try container.encode(error, forKey: .error)
  }
}
