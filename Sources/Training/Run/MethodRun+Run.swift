public import Architectures
internal import Torch
public import Tracking

// What every method's run does.
extension MethodRun {
  /// Checks a configuration; nothing is read or written.
  public init(_ configuration: RunConfiguration, context: RunContext) throws(ConfigurationError) {
    let options = try Options(recorded: configuration.options)
    try self.init(options, setup: RunSetup(configuration, options: options, context: context))
  }

  /// Most images that pass through a network at once in training, whatever the stage.
  public static func largestPass(_ options: Options) -> Int {
    MicroBatches.largestPart(
      of: largestBatch(options), size: options[keyPath: passes.training])
  }

  /// Starts a new run in an empty folder.
  ///
  /// Where its steps need more memory than `memoryLimit`, in bytes, they are made in micro-batches; their size becomes
  /// one of the run's options.
  ///
  /// - Parameters:
  ///   - memoryLimit: Nil where nothing is known of the device's memory.
  ///   - network: The network that is trained, and a title of its drawing, where the run is given one.
  ///   - notes: What people should know before it begins.
  /// - Returns: The result.
  /// - Throws: `Interrupted`, after saving; whatever ends the run.
  public func begin(
    memoryLimit: Int?, training network: (Architecture, title: String)? = nil, notes: [String] = []
  ) throws -> Summary {
    // The data come first: a run that cannot be fed leaves no folder behind.
    let images = try readImages()
    try options[keyPath: Self.recipe].checkBudget(images: finalImages(images))
    let memory = try memoryPlan(dataBytes: images.bytes, limit: memoryLimit)
    try checkMachine()
    var run = self
    run.options[keyPath: Self.passes.training] = memory.microBatchSize
    run.options[keyPath: Self.passes.evaluation] = memory.evaluationBatchSize
    try run.setup.create(options: Options.table.settings(of: run.options), training: network)
    for note in notes + memory.notes { try setup.context.record(.note(note)) }
    try run.explain()
    return try run.run(images) { try StageSequence(first: Self.firstStage, in: run.setup) }
  }

  /// Goes on from the latest checkpoint, or gives the summary of a run that is complete.
  public func resume() throws -> Summary {
    if let summary = try setup.finishedSummary(hasModel: leavesNetwork) { return summary }
    let images = try readImages()
    var run = self
    try run.explain()
    return try run.run(images) { try StageSequence(resuming: Self.firstStage, in: run.setup) }
  }

  /// Writes what the method has to say, and keeps it for the end of the report.
  private mutating func explain() throws {
    setup.explanation = explanation
    if let explanation { try setup.folder.write(explanation, to: setup.folder.report) }
  }

  private func run(_ images: RunImages, from start: () throws -> StageSequence) throws -> Summary {
    try Libtorch.namingExhaustion {
      let sequence = try start()
      try setup.configureLibtorch()
      return try run(images, sequence)
    }
  }

  /// Measures the final network on the test set, from the saved files alone; writes nothing.
  public func evaluateSavedModel() throws -> TestResult {
    try setup.evaluateSavedModel(
      batchSize: options[keyPath: Self.passes.evaluation], computation: computation,
      microBatchSize: options[keyPath: Self.passes.training])
  }
}

extension SearchRun {
  /// Starts a new run in an empty folder; where memory is short, in micro-batches.
  ///
  /// - Parameters:
  ///   - memoryLimit: In bytes; nil where nothing is known of the device's memory.
  ///   - notes: What people should know before it begins.
  /// - Returns: The result.
  /// - Throws: `Interrupted`, after saving; whatever ends the run.
  public func start(memoryLimit: Int? = nil, notes: [String] = []) throws -> Summary {
    try begin(memoryLimit: memoryLimit, notes: notes)
  }
}
