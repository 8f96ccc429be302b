internal import Architectures
internal import Torch
public import Tracking

/// A method: what it declares, and a run of it over a run folder.
///
/// A method conforms with one type. What it declares shows it, reads its hyperparameters and starts it; what it
/// computes is `run`. All else, from memory and data to the report, is the same for every method: see the extensions.
public protocol MethodRun: SendableMetatype {
  /// What it lets one choose.
  associatedtype Options: Hyperparameters
  /// As in `config.json`, such as `hm-nas`.
  static var method: String { get }
  /// The name in prose, such as `HM-NAS`.
  static var title: String { get }
  /// The stage that a run begins with.
  static var firstStage: StageName { get }
  /// The stage that files call so; nil for one that the method does not have.
  static func stage(_ key: String) -> StageName?
  /// Where the options say how many images pass through a network at once.
  static var passes: Passes<Options> { get }
  /// Where the options say how the network that is found is trained to its end.
  static var recipe: WritableKeyPath<Options, FinalTrainingOptions> { get }
  /// Images of the largest step of training, whatever the stage.
  static func largestBatch(_ options: Options) -> Int

  /// What it has in common with other runs.
  var setup: RunSetup { get set }
  /// The hyperparameters.
  var options: Options { get set }

  /// Checks options against the data and the device; nothing is read or written.
  init(_ options: Options, setup: RunSetup) throws(ConfigurationError)

  /// How the final network is computed.
  var computation: Computation { get }
  /// Whether the run ends with a network and its weights.
  var leavesNetwork: Bool { get }
  /// Reads the images that the run learns from, and splits them.
  func readImages() throws -> RunImages
  /// How many images an epoch of the final training learns from.
  func finalImages(_ images: RunImages) -> Int
  /// What the run needs of memory, the images included.
  func memoryPlan(dataBytes: Int, limit: Int?) throws -> MemoryPlan
  /// Checks what has to be measured on this machine, before a folder is made.
  func checkMachine() throws
  /// What the method has to say of itself, for the end of a run's report; nil for nothing.
  var explanation: String? { get }
  /// The stages, from wherever the run is, and the report.
  func run(_ images: RunImages, _ sequence: StageSequence) throws -> Summary
}

/// A method that needs nothing but its configuration and data to begin.
public protocol SearchRun: MethodRun {}

/// Where options say how many images pass through a network at once: what memory may decide.
public struct Passes<Options> {
  /// In training; 0 for whole batches.
  public let training: WritableKeyPath<Options, Int>
  /// In evaluations.
  public let evaluation: WritableKeyPath<Options, Int>

  /// Names the two options.
  public init(
    training: WritableKeyPath<Options, Int>, evaluation: WritableKeyPath<Options, Int>
  ) {
    self.training = training
    self.evaluation = evaluation
  }
}

extension MethodRun {
  /// That of the recipe's default: our kernels where they can.
  public var computation: Computation { Computation() }
  /// True.
  public var leavesNetwork: Bool { true }
  /// All, those that were held out from the search as well.
  public func finalImages(_ images: RunImages) -> Int { images.allIndices.count }
  /// Nothing to check.
  public func checkMachine() throws {}
  /// Nothing to say.
  public var explanation: String? { nil }
}
