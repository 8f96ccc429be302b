package import Architectures
internal import Datasets
package import Torch

/// Times weight steps of a supernet on random images: forward, backward, SGD.
package struct SupernetBenchmark {
  package let network: CellNetwork
  /// Operations compute one of so many parts of the channels, as in PC-DARTS; 1 for all channels.
  package let channelParts: Int
  /// Whether a step computes one operation of each edge, drawn anew in every step, and not all.
  package let drawsPaths: Bool
  package let batchSize: Int
  package let computation: Computation
  package let device: Device

  package init(
    network: CellNetwork, channelParts: Int = 1, drawsPaths: Bool = false, batchSize: Int,
    computation: Computation, device: Device
  ) {
    self.network = network
    self.channelParts = channelParts
    self.drawsPaths = drawsPaths
    self.batchSize = batchSize
    self.computation = computation
    self.device = device
  }

  /// Medians over the steps, in seconds.
  package struct Result: Codable, Hashable, Sendable {
    package var secondsPerStep, forwardSeconds, backwardSeconds, optimizerSeconds: Double
    package var imagesPerSecond: Double
    /// Cutting a batch out of the data set, moving, mirroring and normalising it; a step does not include it.
    package var augmentationSeconds: Double
    /// Largest memory of the whole process so far.
    package var peakMemoryBytes: Int
    /// What `CellNetwork.trainingMemory` expects of all operations on all channels.
    package var estimatedMemoryBytes: Int
    /// Of the forward pass, what it computes; of paths the mean.
    package var multiplyAddsPerImage: Int
    /// What the processor does at best: floating-point operations per second in products of 1024 x 1024 matrices.
    package var matrixPeakFlops: Double
    /// Share of that peak in a step, whose backward pass counts twice its forward pass; in [0, 1].
    package var matrixPeakShare: Double
    package var loss: Double
  }

  /// Makes `warmUp` steps that do not count, then `steps` that do.
  ///
  /// - Parameters:
  ///   - steps: Steps that count.
  ///   - warmUp: Steps before them.
  ///   - progress: Told after every step how many of all are done.
  /// - Returns: Medians over the steps that count.
  package func run(
    steps: Int, warmUp: Int, progress: (_ done: Int, _ count: Int) -> Void = { _, _ in }
  ) -> Result {
    let peak = MatrixPeak.flops(on: device)
    let generator = Generator(seed: 1)
    let store = ParameterStore(device: device, generator: generator)
    let supernet = Supernet(
      network, channelParts: channelParts, computation: computation, in: store.root)
    let weights = store.tensors(role: .weight)
    let optimizer = SGD(weights, options: SGD.Options(momentum: 0.9, weightDecay: 3e-4))
    let images = generator.normal(
      [batchSize, network.image.channels, network.image.height, network.image.width],
      device: device
    ).contiguous(.channelsLast)
    let labels = generator.integers([batchSize], in: 0..<network.classes, device: device)
    let all = ComputedOperations(allOf: network)
    var paths = SplitMix64(seed: 1)

    var times: [[Double]] = []
    var multiplyAdds: [Int] = []
    var lastLoss = 0.0
    for step in 0..<(warmUp + steps) {
      let began = now()
      let computed = drawsPaths ? ComputedOperations(pathOf: network, using: &paths) : all
      let mixing = computed.mixing(on: device)
      // Edges have weights of their own in PC-DARTS only.
      let architecture = mixing.flatMap {
        channelParts == 1 ? [$0.operations] : [$0.operations, $0.edges]
      }
      for tensor in architecture { tensor.setRequiresGradient(true) }
      let loss = supernet(images, mixing: mixing, mode: .training).crossEntropy(with: labels)
      lastLoss = loss.item
      let forward = now()
      let gradients = loss.gradients(withRespectTo: weights + architecture).prefix(weights.count)
      let backward = now()
      let own = Array(gradients)
      own.clipNorm(to: 5)
      optimizer.step(gradients: own, rate: 0.025)
      if step >= warmUp {
        times.append([forward - began, backward - forward, now() - backward, now() - began])
        multiplyAdds.append(computed.multiplyAdds(channelParts: channelParts))
      }
      progress(step + 1, warmUp + steps)
    }
    func median(_ part: Int) -> Double { times.map { $0[part] }.sorted()[times.count / 2] }
    let meanMultiplyAdds = multiplyAdds.reduce(0, +) / multiplyAdds.count
    let flops = 3 * 2 * Double(meanMultiplyAdds) * Double(batchSize) / median(3)
    return Result(
      secondsPerStep: median(3), forwardSeconds: median(0), backwardSeconds: median(1),
      optimizerSeconds: median(2), imagesPerSecond: Double(batchSize) / median(3),
      augmentationSeconds: augmentationSeconds(attempts: warmUp + steps),
      peakMemoryBytes: PeakMemory.bytes,
      estimatedMemoryBytes: network.trainingMemory(
        batchSize: batchSize, model: computation.memoryModel(of: network, on: device)),
      multiplyAddsPerImage: meanMultiplyAdds, matrixPeakFlops: peak, matrixPeakShare: flops / peak,
      loss: lastLoss)
  }

  /// The median over attempts.
  private func augmentationSeconds(attempts: Int) -> Double {
    let shape = network.image
    let pixels = [UInt8](
      repeating: 128, count: batchSize * shape.channels * shape.height * shape.width)
    let set = DeviceImageSet(
      ImageSet(
        images: pixels, labels: [Int32](repeating: 0, count: batchSize), channels: shape.channels,
        height: shape.height, width: shape.width, classes: network.classes),
      normalization: (shape.channels == 1 ? Dataset.fashionMNIST : .cifar10).normalization,
      device: device)
    let indices = Array(Int32(0)..<Int32(batchSize))
    let augmentation = Augmentation(cropPadding: 4, flip: true)
    let times = (0..<attempts).map { attempt in
      let began = now()
      // Asking for a number waits for the device.
      _ =
        set.batch(
          indices, augmentation: augmentation, using: Generator(seed: UInt64(attempt))
        ).images.sum().item
      return now() - began
    }
    return times.sorted()[times.count / 2]
  }
}
