internal import Architectures
internal import ArgumentParser
internal import Foundation
internal import Torch
internal import Training

/// Steps of the final training of a network.
struct TrainingBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Times training steps of a network on random images.",
    usage: """
      nas bench train <architecture> [<options>]
      nas bench train mobilenet|mobilenet3|plain|resnet [--width <n>] [<options>]
      """,
    discussion: """
      <architecture> is the folder of a run, its architecture.json, any file of that kind, or the \
      name of a network by hand: \(Reference.names). It is built for the images and classes, \
      with new weights. A step is forward, cross-entropy, backward, clipping and SGD with \
      Nesterov's momentum.
      """)

  @Argument(
    help: "Folder of a run, an architecture.json, or the name of a network by hand.",
    completion: .network, transform: UserPath.argument)
  var architecture: String

  @OptionGroup var reference: ReferenceOptions

  @Option(parsing: .unconditional, help: "Images per step.")
  var batch = 128

  @Option(parsing: .unconditional, help: "Height and width of the images.")
  var imageSize = 28

  @Option(
    parsing: .unconditional, help: "Channels of the images, 1 for grey, 3 for colour.")
  var imageChannels = 1

  @Option(parsing: .unconditional, help: "Classes to tell apart.")
  var classes = 10

  @Option(help: "Where to compute.")
  var device: Device = .cpu

  @Option(
    parsing: .unconditional, help: "Threads within an operation. (default: those of the machine)")
  var threads: Int?

  @Option(parsing: .unconditional, help: "Steps that count; the median is given.")
  var steps = 10

  @Flag(help: "Print the figures as JSON.")
  var json = false

  func run() throws {
    for (key, value, largest) in [
      ("batch", batch, 1_000_000), ("image-size", imageSize, 4096),
      ("image-channels", imageChannels, 1024), ("classes", classes, 1_000_000),
      ("threads", threads ?? 1, 1_000_000), ("steps", steps, 1_000_000),
    ] where !(1...largest).contains(value) {
      throw ConfigurationError.invalid(
        key: key, value: "\(value)", expected: "a whole number above 0, at most \(largest)")
    }
    guard device.isAvailable else {
      throw ConfigurationError.combination("device \(device.rawValue) is not available here")
    }
    if let threads { try Libtorch.use(threads: threads) }
    let image = ImageShape(channels: imageChannels, height: imageSize, width: imageSize)
    let benchmark = TrainingBenchmark(
      try reference.network(architecture).architecture(image: image, classes: classes),
      image: image, classes: classes, batchSize: batch, device: device)
    let (need, free) = (benchmark.memory, AvailableMemory.bytes)
    guard device != .cpu || need <= free else {
      throw MemoryShortage(need: need, limit: free, images: batch, hasOption: false)
    }
    let countdown = Countdown("Steps")
    let result = try benchmark.run(steps: steps, warmUp: 3) { countdown.show($0, of: $1) }
    if json { return try printJSON(result) }
    print(
      String(
        format: """
          %.4f s per step, the fastest %.4f: forward %.4f, backward %.4f, optimiser %.4f
          %.1f images/s, peak memory %.2f GB
          %.1f M multiply-adds per image, %d parameters
          """, result.secondsPerStep, result.leastSecondsPerStep, result.forwardSeconds,
        result.backwardSeconds, result.optimizerSeconds, result.imagesPerSecond,
        Double(result.peakMemoryBytes) / 1e9, Double(result.multiplyAddsPerImage) / 1e6,
        result.parameters))
  }
}
