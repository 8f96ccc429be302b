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
    guard let json = try? Data(contentsOf: folder.architecture) else {
      throw RunError.missing(path: folder.architecture.path)
    }
    let architecture = try MaskedCellNetwork(json: json)
    let state = try Safetensors(contentsOf: folder.model, device: device)
    let store = ParameterStore(device: device, generator: Generator(seed: configuration.seed))
    let network = MaskedNetwork(
      architecture, engine: options.network.engine, in: store.root)
    try store.load(state.tensors)
    let set = try reader.load(.test, progress: report)
    let test = DeviceImageSet(set, normalization: dataset.normalization, device: device)
    return Evaluation(on: test, indices: Array(Int32(0)..<Int32(set.count))) {
      network($0, mode: .evaluation).logits
    }
  }
}
