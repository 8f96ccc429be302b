internal import Architectures
public import ArgumentParser
internal import Foundation
internal import Torch
internal import Training

extension Engine: ExpressibleByArgument {}
extension Precision: ExpressibleByArgument {}

/// One weight step of a supernet.
struct SupernetBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "supernet", abstract: "Times weight steps of a supernet on random images.")

  enum Space: String, CaseIterable, ExpressibleByArgument {
    case hmNAS = "hm-nas"
    case darts
  }

  @Option(help: "Search space: hm-nas (7 operations) or darts (8 operations).")
  var space: Space = .darts

  @Option(parsing: .unconditional, help: "Initial channels C.")
  var channels = 16

  @Option(parsing: .unconditional, help: "Cells.")
  var cells = 8

  @Option(
    parsing: .unconditional,
    help: "Operations compute one of so many parts of the channels; 4 in PC-DARTS.")
  var channelParts = 1

  @Flag(
    help: """
      Compute one operation of each edge, drawn anew in every step, as GDAS and single-path \
      one-shot do.
      """)
  var path = false

  @Option(parsing: .unconditional, help: "Images per step.")
  var batch = 32

  @Option(
    parsing: .unconditional,
    help: "Height and width of the images; 28 means one channel, as in Fashion-MNIST.")
  var imageSize = 32

  @Option(help: "What computes the cells: fused or reference.")
  var engine: Engine = .fused

  @Option(help: "How results are kept for the backward pass: float32 or bf16.")
  var precision: Precision = .float32

  @Option(help: "Where to compute.")
  var device: Device = .cpu

  @Option(
    parsing: .unconditional, help: "Threads within an operation. (default: those of the machine)")
  var threads: Int?

  @Option(parsing: .unconditional, help: "Steps that count; the median is given.")
  var steps = 5

  @Flag(help: "Print the figures as JSON.")
  var json = false

  func run() throws {
    let network = CellNetwork(
      image: ImageShape(
        channels: imageSize == 28 ? 1 : 3, height: imageSize, width: imageSize),
      channels: channels, cells: cells,
      operations: space == .darts ? Operation.darts : Operation.hmNAS)
    do {
      try network.validate()
    } catch {
      throw ConfigurationError.combination("\(error)")
    }
    for (name, value) in [
      ("channel-parts", channelParts), ("batch", batch), ("steps", steps),
      ("threads", threads ?? 1),
    ] where !(1...1_000_000).contains(value) {
      throw ConfigurationError.invalid(
        key: name, value: "\(value)", expected: "a whole number above 0, at most 1000000")
    }
    guard channels.isMultiple(of: channelParts) else {
      throw ConfigurationError.combination(
        "channel-parts is \(channelParts) with channels \(channels), expected a divisor")
    }
    guard device.isAvailable else {
      throw ConfigurationError.combination("device \(device.rawValue) is not available here")
    }
    if let threads { try Libtorch.use(threads: threads) }
    let computation = Computation(engine: engine, precision: precision)
    try computation.validate(on: device)
    try checkMemory(network, computation)
    let countdown = Countdown("Steps")
    let result = SupernetBenchmark(
      network: network, channelParts: channelParts, drawsPaths: path, batchSize: batch,
      computation: computation, device: device
    ).run(steps: steps, warmUp: 2) { countdown.show($0, of: $1) }
    if json { return try printJSON(result) }
    print(
      String(
        format: """
          %.4f s per step: forward %.4f, backward %.4f, optimiser %.4f
          %.1f images/s, peak memory %.2f GB, estimated %.2f GB
          augmenting a batch %.4f s, %.1f %% of a step
          %.1f %% of the %.1f GFLOP/s of matrix products; %.1f M multiply-adds per image
          """, result.secondsPerStep, result.forwardSeconds, result.backwardSeconds,
        result.optimizerSeconds, result.imagesPerSecond, Double(result.peakMemoryBytes) / 1e9,
        Double(result.estimatedMemoryBytes) / 1e9, result.augmentationSeconds,
        result.augmentationSeconds / result.secondsPerStep * 100, result.matrixPeakShare * 100,
        result.matrixPeakFlops / 1e9, Double(result.multiplyAddsPerImage) / 1e6))
  }

  /// Refuses what the machine has no memory for, before any is taken.
  private func checkMemory(_ network: CellNetwork, _ computation: Computation) throws {
    let need = network.trainingMemory(
      batchSize: batch, model: computation.memoryModel(of: network, on: device))
    let free = AvailableMemory.bytes
    guard device == .cpu, need > free else { return }
    throw MemoryShortage(need: need, limit: free, images: batch, hasOption: false)
  }
}
