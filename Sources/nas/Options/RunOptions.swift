internal import Architectures
public import ArgumentParser
internal import Datasets
internal import Foundation
public import Torch
internal import Tracking
internal import Training

extension Device: ExpressibleByArgument {}

/// What every run has, whatever the method.
struct RunOptions: ParsableArguments {
  @OptionGroup var images: ImageOptions

  @Option(
    parsing: .unconditional, help: "Seed of all randomness; the same seed gives the same bytes.")
  var seed: UInt64 = 0

  @Option(help: "Where to compute.")
  var device: Device = .cpu

  @Option(
    parsing: .unconditional,
    help: "Threads within an operation; another number rounds differently. (default: all cores)")
  var threads: Int?

  @Option(
    parsing: .unconditional,
    help: """
      Memory that training may take, such as 4GB or 500MB; where the estimate is above it, steps go \
      in micro-batches. (default: what the machine has free; none for GPUs)
      """,
    transform: Self.memorySize)
  var maxMemory: Int?

  @Option(
    help: """
      New or empty folder for the run, or the folder of a comparison. \
      (default: runs/<method>-<dataset>-<time>; none for comparisons)
      """,
    completion: .directory, transform: UserPath.argument)
  var output: String?

  @Sendable private static func memorySize(_ argument: String) throws -> Int {
    guard let bytes = MemorySize.bytes(argument) else {
      throw ValidationError("expected \(MemorySize.expected)")
    }
    return bytes
  }

  /// Bytes that training may take; nil where nothing is known of the device's memory.
  var memoryLimit: Int? { maxMemory ?? (device == .cpu ? AvailableMemory.bytes : nil) }

  func validate() throws {
    if let threads, !Libtorch.threadCounts.contains(threads) {
      throw ValidationError("--threads is \(threads), expected 1 to 1024")
    }
  }

  /// Runs what fills the folder of a new run.
  func begin(method: Method, _ body: (RunFolder) throws -> Void) throws {
    try checkOutput()
    if let output { return try RunFolder.begin(in: URL(filePath: output), body) }
    let time = Date.now.formatted(
      .verbatim(
        "\(year: .defaultDigits)\(month: .twoDigits)\(day: .twoDigits)-\(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased))\(minute: .twoDigits)\(second: .twoDigits)",
        timeZone: .current, calendar: Calendar(identifier: .gregorian)))
    // Another run may have begun in the same second.
    try RunFolder.begin(
      in: URL(filePath: "runs/\(method.name)-\(images.dataset.folderName)-\(time)"),
      ifTaken: .takeAnother, body)
  }

  /// A run among the images would be taken for some of them.
  private func checkOutput() throws {
    guard case .folder(let path) = images.dataset else { return }
    func real(_ path: String) -> String {
      let path = URL(filePath: path).resolvingSymlinksInPath().standardizedFileURL.path
      return path.hasSuffix("/") ? path : path + "/"
    }
    // The nearest folder that is there: what does not exist yet has no links.
    var place = URL(filePath: output ?? "runs").standardizedFileURL
    while !FileManager.default.fileExists(atPath: place.path), place.path != "/" {
      place.deleteLastPathComponent()
    }
    guard !real(place.path).hasPrefix(real(path)) else {
      throw ConfigurationError.combination(
        "the run would lie among the images in \(path.legible), expected --output with another place"
      )
    }
  }

  /// The configuration of a new run.
  func configuration<Run: MethodRun>(
    _ method: Run.Type, preset: Preset, options: Run.Options, images: any ImageSource
  ) -> RunConfiguration {
    var configuration = RunConfiguration(
      method, options: options, preset: preset, dataset: images.description.name,
      dataDirectory: self.images.place.map { URL(filePath: $0).path }, seed: seed, device: device,
      threads: threads)
    configuration.data = images.description
    return configuration
  }
}
