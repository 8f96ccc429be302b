internal import ArgumentParser
internal import Datasets
internal import Foundation
internal import HMNAS
internal import Torch
internal import Tracking
internal import Training

/// The command `nas search hm-nas`.
struct Search: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Searches for a network, trains it and measures it on the test set.",
    usage: "nas search <method> [<options>] [--<hyperparameter> <value> ...]",
    discussion: """
      A first look, in minutes on two cores:
        nas search hm-nas

      The paper's search for CIFAR-10, which needs a GPU:
        nas search hm-nas --preset paper --dataset cifar-10 --device cuda

      Presets:
      \(HMNASPreset.listing)

      Every hyperparameter can be given as --<key> <value> after the method, or as key = value in \
      a TOML file; `nas config hm-nas` lists them all with their meaning and source. --epochs and \
      --batch-size set those of all three stages.

      Ctrl-C stops after the step that is under way and saves; `nas resume` goes on to the same \
      bytes as without the interruption.
      """)

  @OptionGroup var method: MethodOptions

  @OptionGroup(title: "Run")
  var place: RunOptions

  @Flag(help: "Print the summary as JSON.")
  var json = false

  func run() throws {
    let options = try method.resolved(for: Self.self)
    let name = method.method
    let configuration = RunConfiguration(
      method: name.rawValue, dataset: place.dataset.rawValue,
      dataDirectory: place.dataDir.map { URL(filePath: $0).path }, preset: method.preset.rawValue,
      seed: place.seed, device: place.device.rawValue, threads: place.threads ?? Libtorch.threads,
      libtorch: Libtorch.version, cpuCapability: Libtorch.cpuCapability,
      commit: Build.commit, options: HMNASOptions.table.settings(of: options))
    let folder = RunFolder(place.folder(method: name))
    // Before the data, which may have to be downloaded.
    try folder.checkIsFree()
    let title = """
      \(configuration.title), \(method.preset.rawValue) preset, \
      \(configuration.device), \(counted(configuration.threads, "thread"))
      Writing to \(folder.url.relativePath)
      """
    // What is free now, before the data are there: they are in the estimate.
    let memoryLimit = place.memoryLimit
    try execute(in: folder, title: title, json: json) { context in
      try HMNASRun(configuration, context: context).start(memoryLimit: memoryLimit)
    }
  }
}
