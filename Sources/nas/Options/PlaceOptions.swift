internal import ArgumentParser
internal import Foundation
internal import Torch
internal import Tracking
internal import Training

/// Where a run goes on or is looked at, if not where it was.
struct PlaceOptions: ParsableArguments {
  @Option(
    help: "Folder or archive with the data set's files, where they are no longer where they were.",
    completion: .file(), transform: UserPath.argument)
  var dataDir: String?

  @Option(help: "Where to compute, if not where the run did; the last bits differ.")
  var device: Device?

  @Option(help: "Threads within an operation, if not as many as the run had; the last bits differ.")
  var threads: Int?

  func validate() throws {
    if let threads, !Libtorch.threadCounts.contains(threads) {
      throw ValidationError("--threads is \(threads), expected 1 to 1024")
    }
    if let device, !device.isAvailable {
      throw ValidationError(
        "--device is \(device.rawValue), which is not available with this libtorch on this machine")
    }
  }
}

extension PlaceOptions {
  /// What was given.
  var place: Place { Place(dataDir: dataDir, device: device, threads: threads) }
}

/// Where a run goes on or is looked at; nil where it was.
struct Place {
  /// Folder or archive with the data set's files.
  var dataDir: String?
  var device: Device?
  var threads: Int?
}

extension RunConfiguration {
  /// The same run here: with this machine's libraries, and in another place.
  mutating func move(to place: Place) {
    if let directory = place.dataDir { dataDirectory = URL(filePath: directory).path }
    if let device = place.device { self.device = device.rawValue }
    if let threads = place.threads { self.threads = threads }
    (libtorch, cpuCapability) = (Libtorch.version, Libtorch.cpuCapability)
    (kernelInstructions, commit) = (Libtorch.kernelInstructions, Build.commit)
  }
}
