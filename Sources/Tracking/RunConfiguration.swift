public import Architectures

/// `config.json`: everything a run depends on.
///
/// It says what the run computes (`method`, `dataset`, `seed`, `options`, `network`: from these follows `id`) and where
/// (`device`, `threads` and the versions, which decide the last bits). What changed on the way is in `changes`.
public struct RunConfiguration: Codable, Hashable, Sendable {
  /// The version of the run folder's files that this program writes.
  public static let currentFormat = 2

  /// The version of the run folder's files; 1 where the file does not say.
  public var format: Int
  /// Which run it is: a digest of what it computes when it begins, so runs that compute the same are the same run.
  ///
  /// Nil in format 1.
  public var id: String?
  /// Such as `hm-nas`.
  public var method: String
  /// Such as `fashion-mnist`.
  public var dataset: String
  /// What the images are; nil in files of older versions.
  public var data: DatasetDescription?
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
  /// Vector instructions that the project's own kernels use.
  public var kernelInstructions: String
  /// Commit of swift-nas.
  public var commit: String
  /// Every resolved hyperparameter by key.
  public var options: [String: Setting]
  /// A digest of the network that is trained, where the run was given one.
  public var network: String?
  /// What was changed on the way, in order.
  public var changes: [Change]
  /// Keys of the file that this version does not know.
  public internal(set) var unknownKeys: [String] = []

  /// What was changed where a run went on.
  public struct Change: Codable, Hashable, Sendable {
    /// The stage that was under way.
    public var stage: String
    /// Epochs of it that were complete.
    public var epoch: Int
    /// Steps of the next one that were made.
    public var step: Int
    /// By key: of an option, or of a place such as `threads`.
    public var values: [String: Values]

    /// A value before and after.
    public struct Values: Codable, Hashable, Sendable {
      public var from, to: Setting

      /// Puts the values together.
      public init(from: Setting, to: Setting) {
        self.from = from
        self.to = to
      }
    }

    /// Puts the values together.
    public init(stage: String, epoch: Int, step: Int, values: [String: Values]) {
      self.stage = stage
      self.epoch = epoch
      self.step = step
      self.values = values
    }
  }

  /// Puts the values of a new run together; it has its `id` when it begins.
  public init(
    method: String, dataset: String, dataDirectory: String?, preset: String, seed: UInt64,
    device: String, threads: Int, libtorch: String, cpuCapability: String,
    kernelInstructions: String, commit: String, options: [String: Setting]
  ) {
    format = Self.currentFormat
    self.method = method
    self.dataset = dataset
    self.dataDirectory = dataDirectory
    self.preset = preset
    self.seed = seed
    self.device = device
    self.threads = threads
    self.libtorch = libtorch
    self.cpuCapability = cpuCapability
    self.kernelInstructions = kernelInstructions
    self.commit = commit
    self.options = options
    changes = []
  }
}
