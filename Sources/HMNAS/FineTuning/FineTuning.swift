package import Architectures
internal import Datasets
internal import Search
package import Torch
package import Tracking
package import Training

extension FinalTrainingStage {
  /// Stage 3: trains the surviving weights of a carved network (section 3.4).
  ///
  /// `indices` name the whole training set.
  ///
  /// - Throws: `StateError` when the carving's state lacks a tensor.
  package convenience init(
    _ name: StageName, carving: Carving, options: HMNASOptions, images: DeviceImageSet,
    indices: [Int32], seed: Seed, device: Device
  ) throws(StateError) {
    let auxiliarySeed = seed.derived(name.key).derived("auxiliary weights")
    let store = ParameterStore(device: device, generator: Generator(seed: auxiliarySeed.value))
    let network = MaskedNetwork(
      carving.architecture, auxiliary: options.tuning.auxiliaryWeight > 0,
      computation: options.network.computation, in: store.root)
    try store.load(
      carving.state.merging(store.state.filter { $0.key.hasPrefix("auxiliary.") }) { $1 })
    self.init(
      name, network: network, store: store, weightMasks: carving.weightMasks,
      options: options.finalTraining, images: images, indices: indices, seed: seed)
  }
}
