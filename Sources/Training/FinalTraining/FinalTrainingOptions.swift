/// How a network is trained to its end: the recipe of DARTS for CIFAR-10 (Liu, Simonyan, Yang, 2019), and what was
/// added to it.
public struct FinalTrainingOptions: Hashable, Sendable {
  /// Passes over the images.
  public var epochs = 600
  /// Images of a step.
  public var batchSize = 96
  /// At the start; along a cosine.
  public var learningRate = 0.025
  /// At the end.
  public var finalLearningRate = 0.0
  /// Of SGD.
  public var momentum = 0.9
  /// L2.
  public var weightDecay = 3e-4
  /// Largest norm of the gradient.
  public var gradientClip = 5.0
  /// Pixels around an image before a random crop.
  public var cropPadding = 4
  /// Whether half of the images are mirrored.
  public var flip = true
  /// Side of the square; 0 for none.
  public var cutout = 16
  /// At the end of a linear ramp; 0 for none.
  public var dropPath = 0.2
  /// 0 for no auxiliary classifier.
  public var auxiliaryWeight = 0.4
  /// Share of the target spread over all classes.
  public var labelSmoothing = 0.0
  /// 0 for no average of the weights.
  public var averageDecay = 0.0
  /// 0 for whole batches.
  public var microBatchSize = 0
  /// Images that the whole run learns from at most: decides the epochs; 0 for no such budget.
  public var maxImages = 0
  /// Minutes of the whole run: decides the epochs; 0 for no such budget.
  public var maxMinutes = 0.0
  /// Most images per pass of an evaluation.
  public var evaluationBatchSize = Evaluation.defaultBatchSize

  /// The values of DARTS.
  public init() {}

  /// The same with what a method has one setting of for all of its stages.
  public func with(cropPadding: Int, flip: Bool, microBatchSize: Int) -> FinalTrainingOptions {
    var options = self
    options.cropPadding = cropPadding
    options.flip = flip
    options.microBatchSize = microBatchSize
    return options
  }

  /// The same for so many epochs, whatever the budget: for controls and candidates.
  public func fixed(epochs: Int) -> FinalTrainingOptions {
    var options = self
    options.epochs = epochs
    options.maxImages = 0
    options.maxMinutes = 0
    return options
  }

  static let epochCounts = 1...100_000

  /// Refuses a budget of images that is too small for one epoch of so many, whatever comes before it.
  func checkBudget(images: Int) throws(ConfigurationError) {
    guard maxImages == 0 || maxImages >= images else {
      throw .invalid(
        key: "max-images", value: "\(maxImages)",
        expected: "at least \(images), which an epoch of training learns from")
    }
  }
}

extension FinalTrainingOptions {
  /// The hyperparameters of this training within those of a method.
  ///
  /// Augmentation and micro-batches are not among them: a method has one setting for all of its stages. The budgets are
  /// those of the run, and have no prefix.
  ///
  /// - Parameters:
  ///   - path: Where the method's options hold these.
  ///   - prefix: What comes before keys, such as `train-`.
  ///   - unprefixed: What it does not come before.
  ///   - source: Where the values come from, but for what was added to DARTS.
  ///   - sources: Where single ones come from instead.
  /// - Returns: The entries of a table.
  public static func entries<Options>(
    _ path: WritableKeyPath<Options, FinalTrainingOptions>, prefix: String = "",
    unprefixed: Set<PartialKeyPath<FinalTrainingOptions>> = [],
    source: Source = .code("DARTS"), sources: [PartialKeyPath<FinalTrainingOptions>: Source] = [:]
  ) -> [Hyperparameter<Options>] {
    typealias Entry = Hyperparameter<Options>
    func name(_ key: String, _ member: PartialKeyPath<FinalTrainingOptions>) -> String {
      unprefixed.contains(member) ? key : prefix + key
    }
    func number(
      _ key: String, _ member: WritableKeyPath<FinalTrainingOptions, Double>,
      _ range: ClosedRange<Double>, _ help: String, _ own: Source? = nil,
      mayChange: Bool = false, before: Double? = nil
    ) -> Entry {
      Entry(
        name(key, member), path.appending(path: member), in: range, help,
        source: own ?? sources[member] ?? source, mayChange: mayChange, before: before)
    }
    func count(
      _ key: String, _ member: WritableKeyPath<FinalTrainingOptions, Int>,
      _ range: ClosedRange<Int>, _ help: String
    ) -> Entry {
      Entry(
        name(key, member), path.appending(path: member), in: range, help,
        source: sources[member] ?? source)
    }
    return [
      count(
        "epochs", \.epochs, epochCounts, "epochs of training, where no budget decides them"),
      count("batch-size", \.batchSize, 1...1_000_000, "images per step"),
      number(
        "learning-rate", \.learningRate, 0...1000, "at the start (SGD, cosine)", mayChange: true),
      number("final-learning-rate", \.finalLearningRate, 0...1000, "at the end", mayChange: true),
      number("momentum", \.momentum, 0...0.9999, "of SGD"),
      number("weight-decay", \.weightDecay, 0...1, "L2"),
      number("gradient-clip", \.gradientClip, 1e-6...1e9, "largest norm of the gradient"),
      count("cutout", \.cutout, 0...1024, "side of the square that is blanked; 0 for none"),
      number(
        "drop-path", \.dropPath, 0...0.99, "probability at the end of a linear ramp; 0 for none"),
      number(
        "auxiliary-weight", \.auxiliaryWeight, 0...10,
        "of the auxiliary classifier's loss; 0 for none"),
      number(
        "label-smoothing", \.labelSmoothing, 0...0.99,
        "share of the target spread over all classes", .decision, before: 0),
      number(
        "average-decay", \.averageDecay, 0...0.999999,
        "of the moving average of weights and statistics, which is then what is kept; 0 for none",
        .decision, before: 0),
      Entry(
        "max-images", path.appending(path: \.maxImages), in: 0...1_000_000_000_000,
        "images that the whole run learns from at most, counted as often as they are learned from: decides the epochs of the final training; 0 for no such budget",
        source: .decision, before: 0),
      Entry(
        "max-minutes", path.appending(path: \.maxMinutes), in: 0...1_000_000,
        "minutes of all training of the run: decides the epochs of the final training by its measured speed, and so is not reproducible; 0 for no such budget",
        source: .decision, before: 0),
    ]
  }
}
