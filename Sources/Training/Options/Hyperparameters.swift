public import Architectures
public import Tracking

/// Everything that a method lets one choose.
public protocol Hyperparameters: Hashable, Sendable {
  /// Every value with its key, range, meaning and source.
  static var table: HyperparameterTable<Self> { get }
  /// The values to start from.
  static func preset(_ preset: Preset) -> Self
  /// What a preset is for, in one line.
  static func summary(of preset: Preset) -> String
  /// Values that can be recorded before others are read over them.
  init()
  /// The options that count images which are held out or looked at, and cannot be more than there are.
  static var sampleKeys: [String] { get }
  /// Fits what only the method knows to the images, after all else.
  ///
  /// - Parameters:
  ///   - images: What there is.
  ///   - given: Keys of the options that somebody chose, which stay as they are.
  /// - Returns: What was changed, as sentences for people.
  mutating func fit(to images: DatasetDescription, given: Set<String>) -> [String]
  /// The options that count epochs, longer for fewer images.
  static var epochKeys: [String] { get }
  /// The options that count the images of a step, fewer for fewer images.
  static var batchKeys: [String] { get }
  /// The option that counts the images of an epoch, by the option that counts the epochs, where it is another one than
  /// `training-images`.
  static var epochImages: [String: String] { get }
  /// What images of that size cost, where nothing in the options makes them smaller.
  func warning(about images: DatasetDescription) -> String?
}

extension Hyperparameters {
  /// The values that were recorded in a run's configuration.
  public init(recorded settings: [String: Setting]) throws(ConfigurationError) {
    self.init()
    for (key, setting) in settings { try Self.table.set(key, to: setting, in: &self) }
  }
}

/// A named set of hyperparameters, which every method has.
public enum Preset: String, Choice, Sendable {
  /// Minutes on two cores: for a first look and for tests of a machine.
  case quick
  /// An hour on two cores, for a small network to use.
  case hour
  /// A night on two cores, for images of 28 to 32 pixels.
  case cpu
  /// The published values, for CIFAR-10 on a GPU.
  case paper
}
