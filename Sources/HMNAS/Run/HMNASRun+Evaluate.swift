internal import Architectures
internal import Datasets
internal import Foundation
internal import Torch
internal import Tracking
package import Training

extension HMNASRun {
  /// Reads `architecture.json` and `model.safetensors` and measures the network on the test set.
  package func evaluateSavedModel() throws -> Evaluation {
    Libtorch.setThreads(configuration.threads)
    Libtorch.setDeterministic(true)
    let architecture = try folder.readArchitecture()
    let state = try Safetensors(contentsOf: folder.model, device: device)
    let store = ParameterStore(device: device, generator: Generator(seed: configuration.seed))
    let network = MaskedNetwork(
      architecture, computation: options.network.computation, in: store.root)
    do {
      try store.load(state.tensors)
    } catch {
      throw RunError.malformed(path: folder.model.path, reason: "\(error)")
    }
    let set = try reader.load(.test, progress: report)
    let test = DeviceImageSet(set, normalization: dataset.normalization, device: device)
    return Evaluation(
      on: test, indices: Array(Int32(0)..<Int32(set.count)),
      batchSize: options.evaluationBatchSize(on: device)
    ) {
      network($0, mode: .evaluation).logits
    }
  }
}
