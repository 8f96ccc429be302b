internal import Architectures
public import Datasets
public import Foundation
public import Torch
public import Tracking
public import Training

/// A search by a method over a folder: started from Swift, watched, and gone on with.
///
/// What a run by `nas search` writes, this one writes: `nas` draws what it found, exports it and times it. To go on
/// with it takes the images, and so the program.
public struct NetworkSearch<Method: SearchRun> {
  /// Where the run writes to.
  public let folder: RunFolder
  private let configuration: RunConfiguration
  private let images: (any ImageSource)?

  /// Prepares a search on the program's own images.
  ///
  /// - Parameters:
  ///   - method: Its runs, such as `HMNASRun.self`.
  ///   - images: What the network shall learn to tell apart. Without a test part, one is split off.
  ///   - preset: The hyperparameters to start from.
  ///   - options: Those that differ, by key: `nas config` lists them.
  ///   - seed: Of all randomness; the same seed gives the same bytes.
  ///   - device: Where to compute.
  ///   - threads: Within an operation; nil for all cores. Another number rounds differently.
  ///   - folder: New or empty, or that of a run to go on with.
  /// - Throws: `ConfigurationError` for options that cannot be used.
  public init(
    _ method: Method.Type, images: any ImageSource, preset: Preset = .quick,
    options: [String: Setting] = [:], seed: UInt64 = 0, device: Device = .cpu,
    threads: Int? = nil, folder: URL
  ) throws(ConfigurationError) {
    var values = Method.Options.preset(preset)
    let given = options.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) }
    for (key, value) in Method.Options.table.preciseLast(given) {
      try Method.Options.table.set(key, to: value, in: &values)
    }
    configuration = RunConfiguration(
      Method.self, options: values, preset: preset, dataset: images.description.name,
      dataDirectory: (images as? FolderSource)?.directory.path, seed: seed, device: device,
      threads: threads)
    self.folder = RunFolder(folder)
    self.images = images
  }

  /// Searches, trains what was found and measures it on the test set; goes on where the folder holds the run already.
  ///
  /// - Parameters:
  ///   - memoryLimit: Bytes that training may take; nil for what the machine has free.
  ///   - observe: Told what happens, as it happens.
  ///   - shouldStop: Asked after every step: where it says so, the run saves and ends with `Interrupted`.
  /// - Returns: The result.
  /// - Throws: `RunError`, also for a folder with the run of another search; `ConfigurationError`, errors of the
  ///   images, `Interrupted`, `Diverged` and `OutOfMemory`: each describes itself in a sentence.
  public func run(
    memoryLimit: Int? = nil, observe: @escaping (RunEvent) -> Void = { _ in },
    shouldStop: @escaping () -> Bool = { false }
  ) throws -> Summary {
    let limit =
      memoryLimit ?? (configuration.device == Device.cpu.rawValue ? AvailableMemory.bytes : nil)
    let door = RunDoor(Method.self, configuration, in: folder) {
      RunContext(
        folder: $0, recorders: [EventObserver(observe)], shouldStop: shouldStop, images: images)
    }
    return try door.run(check: checkIsTheSame) { try $0.start(memoryLimit: limit) }
  }

  /// Refuses a run of other options or another seed: what was asked for would be ignored.
  private func checkIsTheSame(_ recorded: RunConfiguration) throws(RunError) {
    let free = Set(Method.Options.table.entries.filter(\.mayChange).map(\.key))
    let (asked, found) = (configuration.computed, recorded.computed)
    for (key, value) in asked.sorted(by: { $0.key < $1.key }) where !free.contains(key) {
      guard let other = found[key], other != value else { continue }
      throw .malformed(
        path: folder.configuration.path,
        reason: "\(key) is \(other.text), but the search has \(value.text), expected another folder"
      )
    }
  }
}
