package import Architectures
package import Torch
package import Training

/// Takes the time of passes over one image, with one thread.
package struct Stopwatch {
  /// Seconds since some moment.
  private let clock: () -> Double
  private static let passes = 40
  private static let warmUp = 3

  /// Reads a clock; that of the machine if nothing else is said.
  package init(clock: @escaping () -> Double = now) { self.clock = clock }

  /// The least milliseconds of several passes, after some that warm up: what else runs on the machine adds to a pass.
  /// - Throws: `OutOfMemory`
  package func milliseconds(_ pass: () -> Tensor) throws -> Double {
    let threads = Libtorch.threads
    Libtorch.setThreads(1)
    defer { Libtorch.setThreads(threads) }
    return try withoutGradient {
      let times = (0..<Self.warmUp + Self.passes).map { _ in
        let began = clock()
        // Reading a value waits for the device.
        _ = pass().sum().item
        return clock() - began
      }
      try Libtorch.checkMemory()
      return (times.dropFirst(Self.warmUp).min() ?? 0) * 1000
    }
  }

  /// The milliseconds of a whole network.
  /// - Throws: `OutOfMemory`
  package func milliseconds(
    of architecture: MaskedCellNetwork, computation: Computation, on device: Device
  ) throws -> Double {
    let store = ParameterStore(device: device, generator: Generator(seed: 0))
    let network = MaskedNetwork(architecture, computation: computation, in: store.root)
    let shape = architecture.network.image
    let image = Tensor.zeros([1, shape.channels, shape.height, shape.width], device: device)
    return try milliseconds { network.logits(image) }
  }
}
