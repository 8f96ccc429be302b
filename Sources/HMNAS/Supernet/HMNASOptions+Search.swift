package import Architectures
internal import Datasets
package import Search
package import Torch
package import Training

extension HMNASOptions {
  /// The supernet and its architecture parameters as they start.
  package func supernet(_ network: CellNetwork, seed: Seed, device: Device) -> SearchedSupernet {
    SearchedSupernet(
      network, computation: self.network.computation, sharing: self.network.sharing,
      scale: search.architectureInitialScale, seed: seed, device: device)
  }

  /// Stage 1: trains the supernet's weights, alpha and beta (section 3.2, Algorithm 1).
  package func searchStage(
    _ network: CellNetwork, images: DeviceImageSet, training: [Int32], validation: [Int32],
    seed: Seed, device: Device
  ) -> BilevelStage {
    let softmax = self.network.edgeSoftmax
    return BilevelStage(
      .search, supernet(network, seed: seed, device: device), options: search, images: images,
      augmentation: Augmentation(cropPadding: data.cropPadding, flip: data.flip),
      passes: (microBatchSize, evaluationBatchSize(on: device)), training: training,
      validation: validation, seed: seed
    ) { architecture, _ in architecture.mixing(network.topology, softmax: softmax) }
  }
}
