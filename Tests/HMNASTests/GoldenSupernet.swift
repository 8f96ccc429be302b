import Architectures
import HMNAS
import Search
import TestSupport
import Torch
import Training

/// The supernet of the fixtures: 3 cells, 4 channels, 5 classes, with its state from one of them.
struct GoldenSupernet {
  let store: ParameterStore
  let supernet: Supernet
  let architecture: ArchitectureParameters

  init(_ golden: Fixture, side: Int, engine: Engine) throws {
    var options = HMNASOptions()
    options.network.computation.engine = engine
    let network = CellNetwork(
      image: ImageShape(channels: 3, height: side, width: side), classes: 5, channels: 4, cells: 3)
    let searched = options.supernet(network, seed: Seed(1), device: .underTest)
    (store, supernet, architecture) = (searched.store, searched.supernet, searched.architecture)
    // A fixture without running statistics needs none.
    try store.load(store.state.merging(golden.state) { $1 })
  }

  /// Names and tensors of weights, alpha and beta.
  var trained: [(name: String, tensor: Tensor)] {
    (store.parameters(role: .weight) + store.parameters(role: .architecture)).map {
      ($0.name, $0.tensor)
    }
  }

  func logits(_ images: Tensor, softmax: EdgeSoftmax = .perNode, mode: Mode) -> Tensor {
    supernet(
      images, mixing: architecture.mixing(supernet.network.topology, softmax: softmax), mode: mode)
  }
}
