public import Architectures
public import Torch
internal import Training

/// Measures how long a network takes for one image on this machine, with one thread.
///
/// The one thing in a run that is not reproducible: the same seed may find another network where latency is limited.
public struct LatencyMeter {
  private let device: Device

  /// Measures on a device.
  public init(device: Device) { self.device = device }

  /// The median seconds of several passes, after some that warm up.
  /// - Throws: `OutOfMemory`
  public func seconds(_ plan: MacroPlan, passes: Int = 9, warmUp: Int = 3) throws -> Double {
    try seconds(of: plan.image, passes: passes, warmUp: warmUp) { MacroNetwork(plan, in: $0) }
  }

  /// The same for a network of any space.
  ///
  /// - Throws: `OutOfMemory`
  public func seconds(
    _ network: Architecture, image: ImageShape, classes: Int, passes: Int = 9, warmUp: Int = 3
  ) throws -> Double {
    try seconds(of: image, passes: passes, warmUp: warmUp) {
      network.classifier(image: image, classes: classes, computation: Computation(), in: $0)
    }
  }

  private func seconds(
    of shape: ImageShape, passes: Int, warmUp: Int,
    _ makeNetwork: (ParameterScope) -> any ImageClassifier
  ) throws -> Double {
    let threads = Libtorch.threads
    Libtorch.setThreads(1)
    defer { Libtorch.setThreads(threads) }
    let store = ParameterStore(device: device, generator: Generator(seed: 0))
    let network = makeNetwork(store.root)
    let image = Tensor.zeros([1, shape.channels, shape.height, shape.width], device: device)
    return try withoutGradient {
      let times = (0..<warmUp + passes).map { _ in
        let began = now()
        // Reading a value waits for the device.
        _ = network.logits(image).sum().item
        return now() - began
      }
      try Libtorch.checkMemory()
      return times.dropFirst(warmUp).sorted()[passes / 2]
    }
  }
}
