internal import ArgumentParser
internal import Datasets
internal import Foundation
internal import Torch

/// The command `nas doctor`.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists what was found on this machine.")

  @Flag(help: "Print the findings as JSON.")
  var json = false

  private struct Report: Encodable {
    struct Data: Encodable {
      let name, path: String
      let found: Bool
    }
    let swift, libtorch, libtorchPath, cpuCapability: String
    let threads: Int
    let devices: [String: Bool]
    let datasets: [Data]
  }

  func run() throws {
    let report = Report(
      swift: Self.swiftVersion, libtorch: Libtorch.version, libtorchPath: Libtorch.path,
      cpuCapability: Libtorch.cpuCapability, threads: Libtorch.threads,
      devices: Dictionary(
        uniqueKeysWithValues: Device.allCases.map { ($0.rawValue, $0.isAvailable) }),
      datasets: Dataset.allCases.map { dataset in
        let folder = DatasetReader(DatasetLocation(dataset)).directory
        return Report.Data(
          name: dataset.rawValue, path: folder.path,
          found: FileManager.default.fileExists(atPath: folder.path))
      })
    if json { return try printJSON(report) }
    print("Swift       \(report.swift)")
    print("libtorch    \(report.libtorch) at \(report.libtorchPath)")
    print("processor   \(report.cpuCapability), \(report.threads) threads")
    for device in Device.allCases where device != .cpu {
      print(
        device.rawValue.uppercased().padding(toLength: 12, withPad: " ", startingAt: 0)
          + (device.isAvailable ? "available" : "not available"))
    }
    for dataset in report.datasets {
      print(
        dataset.name.padding(toLength: 14, withPad: " ", startingAt: 0)
          + (dataset.found ? dataset.path : "not here; downloaded at first use, or --data-dir"))
    }
  }

  private static var swiftVersion: String {
    #if compiler(>=6.4)
      "6.4 or later (built with)"
    #elseif compiler(>=6.3)
      "6.3 (built with)"
    #else
      "6.2 (built with)"
    #endif
  }
}
