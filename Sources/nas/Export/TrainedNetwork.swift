internal import Architectures
internal import Datasets
internal import Foundation
internal import Inference
internal import Tracking

/// A trained network as a command line names it: the folder of a run, or an architecture with its weights.
struct TrainedNetwork {
  /// Network, weights and images.
  let model: ModelFile
  /// The folder that it lies in.
  let folder: URL
  /// What to know about it beyond the network.
  var metadata: [String: String] = [:]

  /// Reads a network.
  ///
  /// - Parameters:
  ///   - path: The folder of a run, or an architecture.
  ///   - weights: The weights of an architecture; nil for the `model.safetensors` beside it.
  ///   - dataset: The images of an architecture; nil for those of the run it lies in.
  /// - Throws: `InferenceError`, `InputFault`, `RunError`.
  init(_ path: String, weights: String?, dataset: Dataset?) throws {
    let url = URL(filePath: path)
    let isRun = url.isFolder
    guard isRun || FileManager.default.fileExists(atPath: path) else {
      throw InputFault.missing(
        path: path, expected: "the folder of a run or an architecture file")
    }
    folder = isRun ? url : url.deletingLastPathComponent()
    let run = RunFolder(folder)
    let recorded = run.has(run.configuration) ? try run.readConfiguration() : nil
    guard !isRun || weights == nil && dataset == nil else {
      throw InputFault.needless(
        option: weights == nil ? "--dataset" : "--weights", what: "a run has its own")
    }
    if isRun, recorded == nil {
      throw InputFault.missing(
        path: run.configuration.path, expected: "the folder of a finished run")
    }
    guard let data = dataset?.description ?? recorded?.images else {
      throw InputFault.lacking(
        option: "--dataset", what: "\(path) does not say of which images it is")
    }
    let file = weights.map { URL(filePath: $0) } ?? folder.appending(path: "model.safetensors")
    let architecture = isRun ? try run.readArchitecture() : try InputFile.architecture(path)
    model = try ModelFile(architecture, weightsIn: file, description: data)
    if isRun, let recorded {
      metadata = ["method": recorded.method, "seed": "\(recorded.seed)", "commit": recorded.commit]
      if run.has(run.summary) {
        let summary = try run.read(Summary.self, from: run.summary)
        metadata["test_accuracy"] = "\(summary.testAccuracy)"
      }
    }
  }
}

extension RunConfiguration {
  /// What the images are; those of older versions by their name.
  var images: DatasetDescription? { data ?? Dataset(named: dataset)?.description }
}
