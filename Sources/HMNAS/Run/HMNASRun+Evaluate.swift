internal import Architectures
internal import Datasets
internal import Foundation
internal import Torch
internal import Tracking
package import Training

extension HMNASRun {
  package func evaluateSavedModel() throws -> Evaluation {
    setup.configureLibtorch()
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
    return try setup.testSet(batchSize: options.evaluationBatchSize(on: device))(
      { network($0, mode: .evaluation).logits })
  }
}
