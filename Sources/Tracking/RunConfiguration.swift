/// `config.json`: everything a run depends on.
public struct RunConfiguration: Codable, Hashable, Sendable {
  /// Such as `hm-nas`.
  public var method: String
  /// Such as `fashion-mnist`.
  public var dataset: String
  /// Where the data came from, when not from the bundle or the cache.
  public var dataDirectory: String?
  /// The preset that the options started from.
  public var preset: String
  /// The seed that all randomness is derived from.
  public var seed: UInt64
  /// `cpu`, `cuda` or `mps`.
  public var device: String
  /// Threads within an operation; another number gives other rounding.
  public var threads: Int
  /// Version of libtorch.
  public var libtorch: String
  /// Vector instructions libtorch uses.
  public var cpuCapability: String
  /// Commit of swift-nas.
  public var commit: String
  /// Every resolved hyperparameter by key.
  public var options: [String: Setting]

  /// Puts the values together.
  public init(
    method: String, dataset: String, dataDirectory: String?, preset: String, seed: UInt64,
    device: String, threads: Int, libtorch: String, cpuCapability: String, commit: String,
    options: [String: Setting]
  ) {
    self.method = method
    self.dataset = dataset
    self.dataDirectory = dataDirectory
    self.preset = preset
    self.seed = seed
    self.device = device
    self.threads = threads
    self.libtorch = libtorch
    self.cpuCapability = cpuCapability
    self.commit = commit
    self.options = options
  }
}
