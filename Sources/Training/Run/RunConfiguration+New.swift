internal import Foundation
public import Torch
public import Tracking

extension RunConfiguration {
  /// The configuration of a new run on this machine.
  ///
  /// - Parameters:
  ///   - method: Its runs.
  ///   - options: All hyperparameters.
  ///   - preset: What they started from.
  ///   - dataset: The name of the images.
  ///   - dataDirectory: Where they are, if not where they are looked for.
  ///   - seed: Of all randomness.
  ///   - device: Where to compute.
  ///   - threads: Within an operation; nil for all cores.
  public init<Method: MethodRun>(
    _ method: Method.Type, options: Method.Options, preset: Preset, dataset: String,
    dataDirectory: String? = nil, seed: UInt64, device: Device = .cpu, threads: Int? = nil
  ) {
    self.init(
      method: Method.method, dataset: dataset, dataDirectory: dataDirectory,
      preset: preset.rawValue, seed: seed, device: device.rawValue,
      threads: threads ?? Libtorch.grantedThreads, libtorch: Libtorch.version,
      cpuCapability: Libtorch.cpuCapability, kernelInstructions: Libtorch.kernelInstructions,
      commit: Self.currentCommit, options: Method.Options.table.settings(of: options))
  }

  /// The commit of swift-nas; `unknown` where the environment does not say it.
  public static var currentCommit: String {
    ProcessInfo.processInfo.environment["SWIFT_NAS_COMMIT"] ?? unknown
  }
}
