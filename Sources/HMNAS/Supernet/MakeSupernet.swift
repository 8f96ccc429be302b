package import Architectures
package import Torch
package import Training

/// Makes a supernet and its architecture parameters in a store of their own.
package func makeSupernet(
  _ network: CellNetwork, options: HMNASOptions, seed: Seed, device: Device
) -> (ParameterStore, Supernet, ArchitectureParameters) {
  let store = ParameterStore(
    device: device, generator: Generator(seed: seed.derived("initial weights").value))
  let supernet = Supernet(network, computation: options.network.computation, in: store.root)
  let architecture = ArchitectureParameters(
    network, sharing: options.network.sharing, scale: options.search.architectureInitialScale,
    in: store.root)
  return (store, supernet, architecture)
}
