internal import Architectures
internal import ArgumentParser
internal import Datasets
internal import Foundation
internal import Torch
internal import Tracking
internal import Training

/// The command `nas doctor`.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists what was found on this machine: libtorch, devices, data sets.",
    discussion: """
      With --check, every operation is also computed on a device and by libtorch's own operators on \
      the processor, forwards and backwards; more than rounding between them ends with code 70.
      """)

  @Flag(help: "Also check what a device computes, which takes some seconds.")
  var check = false

  @Option(help: "The device to check.")
  var device: Device = .cpu

  @Flag(help: "Print the findings as JSON.")
  var json = false

  private struct Report: Encodable {
    struct Data: Encodable {
      let name, path: String
      let found: Bool
    }
    /// The comparison with the largest difference.
    var worst: DeviceCheck.Result? { check?.max { $0.difference < $1.difference } }
    let commit, swift, libtorch, libtorchPath, cpuCapability, kernelInstructions: String
    let threads: Int
    let devices: [String: Bool]
    let datasets: [Data]
    /// What was compared; nil, and left out, where nobody asked.
    let check: [DeviceCheck.Result]?
  }

  /// Operations that a device computes otherwise.
  private struct Deviation: FailureKind, CustomStringConvertible {
    let device: Device
    let worst: DeviceCheck.Result
    let tolerance: Double

    var failure: Failure { .internalError }
    var description: String {
      "\(worst.operation)\(worst.stride > 0 ? " with stride \(worst.stride)" : "") on "
        + "\(counted(worst.images, "image")) of "
        + "\(worst.height)×\(worst.width) is off by \(worst.difference) on \(device.rawValue), "
        + "expected at most \(tolerance)"
    }
  }

  func validate() throws {
    if device != .cpu, !check {
      throw ValidationError("--device is \(device.rawValue) without --check, which it is for")
    }
    guard device.isAvailable else {
      throw ValidationError("device \(device.rawValue) is not available here")
    }
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
      }, check: check ? checked() : nil)
    if json { try printJSON(report) } else { show(report) }
    try StandardStreams.flushOutput()
    let tolerance = DeviceCheck(device).tolerance
    if let worst = report.worst, !(worst.difference <= tolerance) {
      throw Deviation(device: device, worst: worst, tolerance: tolerance)
    }
  }

  private func checked() -> [DeviceCheck.Result] {
    let countdown = Countdown("Operations checked")
    return DeviceCheck(device).run { countdown.show($0, of: $1) }
  }

  private func show(_ report: Report) {
    Self.row("swift-nas", report.commit)
    Self.row("Swift", "\(report.swift) (built with)")
    Self.row("libtorch", "\(report.libtorch) at \(report.libtorchPath)")
    Self.row(
      "processor",
      "\(report.cpuCapability) in libtorch, \(report.kernelInstructions) in our kernels, "
        + counted(report.threads, "thread"))
    for device in Device.allCases where device != .cpu {
      let reason = device == .cuda ? ": \(device.fault ?? "libtorch finds no driver or card")" : ""
      Self.row(device.rawValue, device.isAvailable ? "available" : "not available" + reason)
    }
    for dataset in report.datasets {
      Self.row(
        dataset.name,
        dataset.found ? dataset.path : "not here; downloaded at first use, or --data-dir")
    }
    if let check = report.check, let worst = report.worst {
      Self.row(
        "check",
        "\(device.rawValue) and libtorch on the processor differ by at most "
          + String(format: "%.1e", worst.difference) + " in \(check.count) comparisons")
    }
  }

  private static func row(_ name: String, _ value: String) {
    print(name.padding(toLength: 15, withPad: " ", startingAt: 0) + value)
  }
}
