package import Architectures
internal import Foundation
package import Torch

/// Whether a device computes what libtorch's own operators compute on the processor, up to rounding.
///
/// Every operation of cells is computed forwards and backwards by itself, and all of them in a supernet. On the
/// processor that holds our kernels to libtorch, on a GPU the GPU to the processor.
package struct DeviceCheck {
  /// What was computed twice.
  package struct Result: Encodable, Hashable, Sendable {
    /// The operation's name, or `supernet`.
    package let operation: String
    /// 1 or 2; of a supernet both, written as 0.
    package let stride: Int
    /// Of the images.
    package let height, width: Int
    /// How many there are.
    package let images: Int
    /// The largest difference of an element of output or gradients, relative to the largest element of its tensor.
    package let difference: Double
  }

  private let device: Device
  private let computation: Computation

  /// Checks a device with what a search uses there.
  package init(_ device: Device) {
    self.device = device
    computation = Computation()
  }

  /// The most that rounding may make: GPUs may round what convolutions multiply to 10 bits (TF32).
  package var tolerance: Double { device == .cpu ? 1e-3 : 1e-2 }

  /// Computes everything.
  ///
  /// - Parameter progress: Told after each comparison how many of all are done.
  /// - Returns: The comparisons, in a fixed order.
  package func run(progress: (_ done: Int, _ count: Int) -> Void = { _, _ in }) -> [Result] {
    // Even, odd and uneven sides; a single image.
    let cases = Architectures.Operation.builtIn.flatMap { operation in
      [1, 2].flatMap { stride in
        [(8, 8, 3), (7, 5, 2), (9, 9, 1)].map { (operation, stride, $0) }
      }
    }
    var results: [Result] = []
    for (number, (operation, stride, size)) in cases.enumerated() {
      let shape = ImageShape(channels: 8, height: size.0, width: size.1)
      if let difference = difference(of: operation, shape, stride: stride, images: size.2) {
        results.append(
          Result(
            operation: operation.name, stride: stride, height: size.0, width: size.1,
            images: size.2, difference: difference))
      }
      progress(number + 1, cases.count + 1)
    }
    results.append(
      Result(
        operation: "supernet", stride: 0, height: 16, width: 16, images: 4,
        difference: differenceOfSupernets))
    progress(cases.count + 1, cases.count + 1)
    return results
  }

  /// Nil for an operation that computes nothing.
  private func difference(
    of operation: Architectures.Operation, _ shape: ImageShape, stride: Int, images: Int
  ) -> Double? {
    func tensors(_ device: Device, _ computation: Computation) -> [Tensor]? {
      let store = ParameterStore(device: device, generator: Generator(seed: 1))
      guard
        let layer = operation.layer(
          shape, stride: stride, computation: computation, in: store.root)
      else { return nil }
      let generator = Generator(seed: 2)
      let input = generator.normal([images, shape.channels, shape.height, shape.width])
        .to(device).contiguous(.channelsLast)
      input.setRequiresGradient(true)
      let output = layer(input, mode: .training)
      let cotangent = generator.normal(output.shape).to(device).contiguous(.channelsLast)
      return [output.detached()]
        + output.gradients(
          withRespectTo: [input] + store.tensors(role: .weight), cotangent: cotangent)
    }
    guard let wanted = tensors(.cpu, Computation(engine: .reference)),
      let found = tensors(device, computation)
    else { return nil }
    return Self.largest(found, wanted)
  }

  /// Of the gradients of a loss with respect to weights and mixtures.
  private var differenceOfSupernets: Double {
    let network = CellNetwork(
      image: ImageShape(channels: 3, height: 16, width: 16), channels: 8, cells: 3,
      operations: Architectures.Operation.darts)
    func tensors(_ device: Device, _ computation: Computation) -> [Tensor] {
      let store = ParameterStore(device: device, generator: Generator(seed: 1))
      let supernet = Supernet(network, computation: computation, in: store.root)
      let mixing = ComputedOperations(allOf: network).mixing(on: device)
      let mixtures = mixing.map(\.operations)
      for mixture in mixtures { mixture.setRequiresGradient(true) }
      let generator = Generator(seed: 2)
      let images = generator.normal([4, 3, 16, 16]).to(device).contiguous(.channelsLast)
      let labels = generator.integers([4], in: 0..<network.classes, device: .cpu).to(device)
      let loss = supernet(images, mixing: mixing, mode: .training).crossEntropy(with: labels)
      return [loss.detached()]
        + loss.gradients(withRespectTo: store.tensors(role: .weight) + mixtures)
    }
    return Self.largest(
      tensors(device, computation), tensors(.cpu, Computation(engine: .reference)))
  }

  /// The largest difference over tensors, each relative to its largest element; infinite for what is no number.
  static func largest(_ found: [Tensor], _ wanted: [Tensor]) -> Double {
    zip(found, wanted).reduce(0) { most, pair in
      let (own, other): ([Float], [Float]) = (pair.0.elements(), pair.1.elements())
      let size = other.reduce(0) { max($0, abs($1)) }
      let difference = zip(own, other).reduce(Float(0)) {
        let distance = abs($1.0 - $1.1)
        return distance.isNaN ? .infinity : max($0, distance)
      }
      return max(most, Double(size > 0 ? difference / size : difference))
    }
  }
}
