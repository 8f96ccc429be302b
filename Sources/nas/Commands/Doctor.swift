internal import Architectures
internal import ArgumentParser
internal import Datasets
internal import Foundation
internal import Torch

/// The command `nas doctor`.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists what was found on this machine: libtorch, devices, data sets.")

  @Flag(help: "Print the findings as JSON.")
  var json = false

  private struct Report: Encodable {
    struct Data: Encodable {
      let name, path: String
      let found: Bool
    }
    let commit, swift, libtorch, libtorchPath, cpuCapability, kernelInstructions: String
    let threads: Int
    let devices: [String: Bool]
    let datasets: [Data]
  }

  func run() throws {
    let report = Report(
      commit: Build.commit, swift: Build.swift, libtorch: Libtorch.version,
      libtorchPath: Libtorch.path, cpuCapability: Libtorch.cpuCapability,
      kernelInstructions: Libtorch.kernelInstructions, threads: Libtorch.grantedThreads,
      devices: Dictionary(
        uniqueKeysWithValues: Device.allCases.map { ($0.rawValue, $0.isAvailable) }),
      datasets: Dataset.allCases.map { dataset in
        let reader = DatasetReader(DatasetLocation(dataset))
        return Report.Data(
          name: dataset.name, path: reader.directory.path, found: reader.isPresent)
      })
    if json { return try printJSON(report) }
    Self.row("swift-nas", report.commit)
    Self.row("Swift", "\(report.swift) (built with)")
    Self.row("libtorch", "\(report.libtorch) at \(report.libtorchPath)")
    Self.row(
      "processor",
      "\(report.cpuCapability) in libtorch, \(report.kernelInstructions) in our kernels, "
        + counted(report.threads, "thread"))
    for device in Device.allCases where device != .cpu {
      Self.row(device.rawValue, device.isAvailable ? "available" : "not available")
    }
    for dataset in report.datasets {
      Self.row(
        dataset.name,
        dataset.found ? dataset.path : "not here; downloaded at first use, or --data-dir")
    }
  }

  private static func row(_ name: String, _ value: String) {
    print(name.padding(toLength: 15, withPad: " ", startingAt: 0) + value)
  }
}
