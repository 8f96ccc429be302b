public import Architectures
public import Datasets
internal import Foundation
public import Torch
public import Tracking

/// What the configuration of a run says that no method is special in: data, device, seed, threads.
public struct RunSetup {
  /// Everything the run depends on.
  public var configuration: RunConfiguration
  /// What the images are.
  public let dataset: DatasetDescription
  /// Where they come from.
  public let images: any ImageSource
  /// Where it computes.
  public let device: Device
  /// Keys of the options that may change while a run is under way.
  let changeable: Set<String>
  /// What the method has to say of itself, for the end of the report.
  package var explanation: String?
  private let given: RunContext
  /// What the run writes to.
  public var folder: RunFolder { context.folder }
  /// What all randomness is derived from.
  public var seed: Seed { Seed(configuration.seed) }
  /// What becomes of steps whose loss is not finite; runs from before there was a choice stopped.
  var onNaN: NonFinitePolicy {
    configuration.options["on-nan"].flatMap { NonFinitePolicy($0) } ?? .stop
  }

  /// The context of the run, whose folder knows the configuration: checkpoints carry it.
  public var context: RunContext {
    var context = given
    context.folder.run = configuration
    return context
  }

  /// Checks the configuration of a run that has `options`; nothing is read or written.
  public init<Options: Hyperparameters>(
    _ configuration: RunConfiguration, options: Options, context: RunContext
  ) throws(ConfigurationError) {
    let images = try Self.images(configuration, context: context)
    do throws(DescriptionError) {
      try images.description.validate()
    } catch {
      throw .combination("\(error)")
    }
    guard let device = Device(rawValue: configuration.device), device.isAvailable else {
      throw .combination(
        "device \(configuration.device) is not available with this libtorch on this machine")
    }
    // Before anything is read: with fewer threads the bytes would be others than those of the configuration.
    try Libtorch.use(threads: configuration.threads)
    self.configuration = configuration
    // As the method understands them, whatever their spelling.
    self.configuration.options = Options.table.settings(of: options).mapValues(\.canonical)
    self.images = images
    dataset = images.description
    self.configuration.data = dataset
    self.device = device
    given = context
    changeable = Set(Options.table.entries.filter(\.mayChange).map(\.key))
  }

  /// Where the images come from; a test part is split off where they have none.
  private static func images(
    _ configuration: RunConfiguration, context: RunContext
  ) throws(ConfigurationError) -> any ImageSource {
    if let images = context.images {
      let hasTest = images.description.counts.test != nil
      return hasTest ? images : SplitSource(images, seed: configuration.seed)
    }
    if FolderSource.isName(configuration.dataset) {
      guard let description = configuration.data, let folder = configuration.dataDirectory else {
        throw .combination(
          "the run does not say which images \(configuration.dataset) are, expected \"data\" and "
            + "\"dataDirectory\" in its configuration")
      }
      return FolderSource(description, in: URL(filePath: folder))
    }
    guard let dataset = Dataset(named: configuration.dataset) else {
      throw .invalid(
        key: "dataset", value: configuration.dataset,
        expected: "one of " + Dataset.allCases.map(\.name).joined(separator: ", ")
          + ", or the program whose images they are to go on with the run and to measure it")
    }
    return DatasetReader(
      DatasetLocation(
        dataset, directory: configuration.dataDirectory.map { URL(filePath: $0) }))
  }

  /// Passes the progress of reading on; that it cannot be recorded is no reason to end it.
  public func report(_ progress: LoadProgress) {
    switch progress {
    case .download(let address, let received, let total):
      try? context.record(.download(address: address, received: received, total: total))
    case .images(let done, let count): try? context.record(.reading(done: done, count: count))
    }
  }

  /// Makes libtorch compute as the run asks for; to be called before anything is computed.
  public func configureLibtorch() throws(ConfigurationError) {
    try Libtorch.use(threads: configuration.threads)
    Libtorch.setDeterministic(true)
  }

  /// Reads the test set: once, when nothing can be chosen by it any more.
  ///
  /// - Returns: What measures classifiers on it, in passes of `batchSize`.
  public func testSet(batchSize: Int = Evaluation.defaultBatchSize) throws -> TestSet {
    let set = try images.load(.test, progress: report)
    let onDevice = DeviceImageSet(set, normalization: dataset.normalization, device: device)
    return TestSet(
      onDevice, labels: set.labels, names: set.names, description: dataset, batchSize: batchSize,
      context: context)
  }
}
