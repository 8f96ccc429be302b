public import ArgumentParser
public import Datasets
internal import Foundation
internal import HMNAS
public import Torch

extension Dataset: ExpressibleByArgument {}
extension Device: ExpressibleByArgument {}
extension HMNASPreset: ExpressibleByArgument {}

/// The methods of search.
enum Method: String, CaseIterable, ExpressibleByArgument {
  case hmNAS = "hm-nas"
}

/// What every run has, whatever the method.
struct RunOptions: ParsableArguments {
  @Option(help: "Images to search on.")
  var dataset: Dataset = .fashionMNIST

  @Option(help: "Folder or archive with the data set's files.", completion: .directory)
  var dataDir: String?

  @Option(help: "Seed of all randomness; the same seed gives the same bytes.")
  var seed: UInt64 = 0

  @Option(help: "Where to compute.")
  var device: Device = .cpu

  @Option(help: "Threads within an operation. (default: those of the machine)")
  var threads: Int?

  @Option(help: "New folder for the run. (default: runs/<method>-<dataset>-<time>)")
  var output: String?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is \(threads), expected 1 to 1024.")
    }
  }

  /// The run's folder.
  func folder(method: Method) -> URL {
    if let output { return URL(filePath: output) }
    let time = Date.now.formatted(
      .verbatim(
        "\(year: .defaultDigits)\(month: .twoDigits)\(day: .twoDigits)-\(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased))\(minute: .twoDigits)\(second: .twoDigits)",
        timeZone: .current, calendar: Calendar(identifier: .gregorian)))
    return URL(filePath: "runs/\(method.rawValue)-\(dataset.rawValue)-\(time)")
  }
}
