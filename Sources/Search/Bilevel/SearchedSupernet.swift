package import Architectures
package import Torch
package import Training

/// A supernet and its architecture parameters in a store of their own.
package struct SearchedSupernet {
  package let store: ParameterStore
  package let supernet: Supernet
  package let architecture: ArchitectureParameters

  /// Declares all weights, then alpha and, where edges have weights, beta.
  ///
  /// - Parameters:
  ///   - network: The skeleton.
  ///   - channelParts: Operations compute one of so many parts of the channels; 1 for all channels.
  ///   - computation: How cells are computed.
  ///   - sharing: Which cells share alpha and beta.
  ///   - scale: They start at this times N(0, 1).
  ///   - weightsEdges: Whether there is a beta.
  ///   - seed: Of the run.
  ///   - device: Where they are.
  package init(
    _ network: CellNetwork, channelParts: Int = 1, computation: Computation,
    sharing: ArchitectureSharing, scale: Double, weightsEdges: Bool = true, seed: Seed,
    device: Device
  ) {
    store = ParameterStore(
      device: device, generator: Generator(seed: seed.derived("initial weights").value))
    supernet = Supernet(
      network, channelParts: channelParts, computation: computation, in: store.root)
    architecture = ArchitectureParameters(
      network, sharing: sharing, scale: scale, weightsEdges: weightsEdges, in: store.root)
  }
}
