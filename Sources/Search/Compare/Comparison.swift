public import Architectures
public import Foundation
internal import Torch
public import Tracking
public import Training

/// Methods, networks by hand and chance under one budget, on the same images, with the same final training.
///
/// Each run is an ordinary run's folder in `runs/<name>-<seed>`. Complete ones are not repeated, others are gone on
/// with; so a comparison that was stopped or killed is simply made again.
public struct Comparison {
  /// Where `compare.json`, the runs and the table are.
  public let folder: URL
  private let settings: ComparisonSettings
  private let images: DatasetDescription
  private let dataDirectory: String?
  private let options: ComparisonOptions

  /// Prepares a comparison.
  ///
  /// - Parameters:
  ///   - folder: New, or that of a comparison to go on with.
  ///   - settings: What all runs have in common.
  ///   - images: What is learned.
  ///   - dataDirectory: Where the images are, if not where they are looked for.
  /// - Throws: `ConfigurationError` for options that cannot be used.
  public init(
    in folder: URL, _ settings: ComparisonSettings, images: DatasetDescription,
    dataDirectory: String? = nil
  ) throws(ConfigurationError) {
    self.folder = folder
    self.settings = settings
    self.images = images
    self.dataDirectory = dataDirectory
    options = try ComparisonOptions(settings, images: images)
  }

  /// Makes the runs that are missing, and the table of all that are there.
  ///
  /// - Parameters:
  ///   - contestants: What is compared.
  ///   - seeds: Of the runs of each.
  ///   - memoryLimit: Bytes that training may take; nil where nothing is known of the device's memory.
  ///   - progress: Is told before every run how many of those that were missing are made.
  ///   - context: Of a run, whose configuration it is told.
  /// - Returns: The table; it is in the folder as well.
  /// - Throws: `ConfigurationError`, before any run, also where the folder holds a comparison with other settings;
  ///   `Interrupted`, after saving; whatever ends a run.
  public func run(
    _ contestants: [Contestant], seeds: [UInt64], memoryLimit: Int? = nil,
    progress: (_ done: Int, _ count: Int) -> Void = { _, _ in },
    context: @escaping (RunFolder, RunConfiguration) -> RunContext
  ) throws -> ComparisonTable {
    let entries = try seeds.flatMap { seed in
      try contestants.map { try entry($0, seed: seed, memoryLimit: memoryLimit, context) }
    }
    try claim()
    let missing = entries.count { !$0.isComplete }
    var done = 0
    for entry in entries {
      let wasComplete = entry.isComplete
      if !wasComplete { progress(done, missing) }
      try entry.run()
      if !wasComplete { done += 1 }
    }
    return try table()
  }

  /// The table of all runs in the folder that are complete.
  public func table() throws -> ComparisonTable {
    let table = ComparisonTable(
      settings, title: images.title,
      runs: try ComparedRun.all(in: runs, images: images, device: Device(rawValue: settings.device))
    )
    try table.write(to: folder)
    return table
  }

  /// Whether there is a network of a contestant that keeps to the limit and can be trained so.
  func hasNetwork(for contestant: Contestant, seed: UInt64) -> Bool {
    (try? network(of: contestant, seed: Seed(seed))) != nil
  }

  private var runs: URL { folder.appending(path: "runs") }

  /// Whether a run has begun.
  private var hasRuns: Bool {
    let names = try? FileManager.default.contentsOfDirectory(atPath: runs.path)
    return (names ?? []).contains { name in
      let run = RunFolder(runs.appending(path: name))
      return run.has(run.configuration)
    }
  }

  /// Records the settings, or checks that the runs which are there have the same.
  private func claim() throws {
    let place = RunFolder(folder)
    let file = folder.appending(path: "compare.json")
    guard place.has(file) else {
      let found = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
      if let found, !found.isEmpty {
        throw ConfigurationError.combination(
          "\(folder.relativePath) holds other files, expected a new or empty folder, or that of a comparison"
        )
      }
      do {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      } catch {
        throw RunError.unwritable(path: folder.path, reason: systemReason(error))
      }
      return try place.write(settings, to: file)
    }
    let recorded = try place.read(ComparisonSettings.self, from: file)
    // Settings that no run could begin with hold nobody.
    guard hasRuns else { return try place.write(settings, to: file) }
    if let difference = settings.difference(from: recorded) {
      throw ConfigurationError.combination(
        "\(difference) (\(folder.relativePath)), expected the same or another folder")
    }
  }

  /// A run that may be there already.
  private struct Entry {
    let folder: RunFolder
    let run: () throws -> Void
    var isComplete: Bool { folder.has(folder.summary) }
  }

  /// What makes one run; all that can be wrong with its options is found before.
  private func entry(
    _ contestant: Contestant, seed: UInt64, memoryLimit: Int?,
    _ context: @escaping (RunFolder, RunConfiguration) -> RunContext
  ) throws -> Entry {
    let folder = RunFolder(runs.appending(path: "\(contestant.name)-\(seed)"))
    func door<Run: MethodRun>(
      _ type: Run.Type, _ options: Run.Options
    ) throws(ConfigurationError) -> RunDoor<Run> {
      var configuration = RunConfiguration(
        type, options: options, preset: settings.preset, dataset: images.name,
        dataDirectory: dataDirectory, seed: seed,
        device: Device(rawValue: settings.device) ?? .cpu, threads: settings.threads)
      configuration.data = images
      // What a method refuses, it refuses before any run.
      _ = try Run(configuration, context: context(folder, configuration))
      return RunDoor(type, configuration, in: folder) { [configuration] in
        context($0, configuration)
      }
    }
    func search<Run: SearchRun>(_ type: Run.Type) throws -> Entry {
      let (options, notes) = try options.options(of: type)
      let door = try door(type, options)
      return Entry(folder: folder) {
        _ = try door.run { try $0.start(memoryLimit: memoryLimit, notes: notes) }
      }
    }
    if case .search(let type) = contestant { return try search(type) }
    let network = try network(of: contestant, seed: Seed(seed))
    let door = try door(TrainingRun.self, options.training)
    return Entry(folder: folder) {
      _ = try door.run { try $0.start(network, memoryLimit: memoryLimit) }
    }
  }

  /// The network of a contestant that does not search.
  private func network(
    of contestant: Contestant, seed: Seed
  ) throws(ConfigurationError) -> Architecture {
    let (image, classes) = (images.imageShape, images.classes)
    if case .random = contestant, !settings.limit.isLimit {
      throw .combination(
        "random is chance of a size, expected --max-multiply-adds or --max-parameters")
    }
    let network: Architecture? =
      switch contestant {
      case .search(let type): preconditionFailure("\(type.method) finds its network")
      case .reference(let reference) where !settings.limit.isLimit:
        try? reference.network(width: Reference.usualWidth)
      case .reference(let reference):
        reference.widest(within: settings.limit, image: image, classes: classes)
      case .random:
        RandomNetworks(within: settings.limit, image: image, classes: classes).network(seed: seed)
      }
    guard let network else {
      let least = try least(of: contestant).cost(image: image, classes: classes)
      throw .combination(
        "no \(contestant.name) network for images \(image) has \(settings.limit), expected at least \(least.multiplyAdds) multiply-adds and \(least.parameters) parameters"
      )
    }
    try network.check(
      options.training.recipe, precision: options.training.computation.precision, image: image,
      classes: classes)
    return network
  }

  /// The smallest network of a contestant that does not search.
  private func least(of contestant: Contestant) throws(ConfigurationError) -> Architecture {
    switch contestant {
    case .reference(let reference):
      do {
        return try reference.network(width: Reference.widths.lowerBound)
      } catch {
        throw .combination("\(error)")
      }
    case .random, .search:
      return RandomNetworks(
        within: settings.limit, image: images.imageShape, classes: images.classes
      ).smallest
    }
  }
}
