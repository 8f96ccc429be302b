internal import ArgumentParser
internal import Datasets
internal import Tracking
internal import Training

/// A run that a command begins: its options are resolved, nothing else is read yet.
struct NewRun<Run: MethodRun> {
  private let options: Run.Options
  /// Keys of those that somebody chose.
  private let given: Set<String>
  private let preset: Preset
  private let place: RunOptions
  private let watch: WatchOptions
  /// What is free before the data are there: they are in the estimate.
  private let memoryLimit: Int?

  /// Resolves what was given.
  ///
  /// - Throws: `ConfigurationError` for options that cannot be used.
  init(
    _ type: Run.Type, _ hyperparameters: HyperparameterOptions, _ place: RunOptions,
    _ watch: WatchOptions, for command: any ParsableCommand.Type
  ) throws {
    let overrides = hyperparameters.overrides(Run.Options.self, for: command)
    (options, given) = (try overrides.resolved(), try overrides.given())
    preset = hyperparameters.origin(of: options)
    self.place = place
    self.watch = watch
    memoryLimit = place.memoryLimit
  }

  /// Reads what the images are, and runs.
  ///
  /// - Parameters:
  ///   - folder: An empty one: it is there before the data, which may have to be downloaded or decoded.
  ///   - json: Whether the summary is printed as JSON.
  ///   - after: Options that are asked of the complete run, for who goes on.
  ///   - body: Starts the run, with the limit of its memory and what people should know before it begins.
  ///   - finish: Adds to the result of the complete run.
  /// - Throws: Errors of the images, and what `body` throws.
  func execute(
    in folder: RunFolder, json: Bool, after: String = "",
    _ body: (Run, Int?, [String]) throws -> Summary,
    finish: (Summary, RunContext) throws -> Summary = { summary, _ in summary }
  ) throws {
    let images = try place.images.source(ProgressPrinter(title: "", isQuiet: watch.quiet))
    var options = options
    let notes = images.notes + options.adapt(to: images.description, given: given)
    let configuration = place.configuration(
      Run.self, preset: preset, options: options, images: images)
    try nas.execute(
      in: folder, title: configuration.startTitle(in: folder), json: json, watch: watch,
      after: after
    ) { context in
      let summary = try Run(configuration, context: context).recovering {
        try body($0, memoryLimit, notes)
      }
      return try finish(summary, context)
    }
  }
}
