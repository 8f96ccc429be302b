package import Architectures
package import Torch

extension Computation {
  /// What the cells of a network keep in memory on a device.
  ///
  /// With an operation that has no kernel, libtorch computes them with either engine, as `MixedCell` says.
  package func memoryModel(of network: CellNetwork, on device: Device) -> MemoryModel {
    fuses(on: device) && network.hasKernels
      ? .fused(elementBytes: precision.stored.size) : .reference
  }

  /// Refuses a precision that our kernels alone have, where an operation of a network has no kernel.
  package func validate(for network: CellNetwork) throws(ConfigurationError) {
    guard precision == .float32 || network.hasKernels else {
      throw .lessThanFloat32(precision)
    }
  }

  /// Images per pass of an evaluation.
  ///
  /// Of at most `size`, libtorch's operators get no more than a training step has: they keep more than our kernels.
  package func evaluationBatchSize(_ size: Int, microBatchSize: Int, on device: Device) -> Int {
    microBatchSize > 0 && !fuses(on: device) ? min(microBatchSize, size) : size
  }
}

extension CellNetwork {
  /// Whether our kernels compute all candidate operations.
  fileprivate var hasKernels: Bool {
    let shape = ImageShape(channels: 2, height: 4, width: 4)
    let store = ParameterStore(device: .cpu, generator: Generator(seed: 0))
    return operations.allSatisfy { operation in
      guard
        let graph = operation.graph(shape, stride: 1, hasWeights: hasNormalizationWeights)
      else { return true }
      return CellOperation(graph, in: store.root / operation.name).mixed != nil
    }
  }
}

extension ConfigurationError {
  /// A precision of less than float32, for what no kernel of ours computes.
  static func lessThanFloat32(_ precision: Precision) -> ConfigurationError {
    .combination(
      "precision is \(precision.rawValue), but only cells whose operations all have kernels can be computed so, expected float32"
    )
  }
}
