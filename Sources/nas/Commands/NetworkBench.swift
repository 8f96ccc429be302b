internal import Architectures
internal import ArgumentParser
internal import Foundation
internal import Inference
internal import Torch
internal import Training

/// How fast a found network classifies.
struct NetworkBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "network",
    abstract: "Times a run's network by batch size: our kernels, pure Swift, onnxruntime.",
    usage: "nas bench <folder or architecture> [<options>]",
    discussion: """
      The runtimes take turns, and the median of their times counts. onnxruntime takes part where \
      SWIFT_NAS_PYTHON, or python3, has it.
      """)

  @OptionGroup var trained: TrainedNetworkOptions

  @Option(
    name: .customLong("batch"), parsing: .unconditionalSingleValue,
    help: "Images at once; may be given several times. (default: 1, 8 and 64)")
  var batches: [Int] = []

  @Option(parsing: .unconditional, help: "Threads of each runtime.")
  var threads = 1

  @Option(parsing: .unconditional, help: "Turns of each runtime.")
  var rounds = 10

  @Flag(help: "Print the figures as JSON.")
  var json = false

  func run() throws {
    let sizes = batches.isEmpty ? [1, 8, 64] : batches
    for (key, value) in [("threads", threads), ("rounds", rounds)] + sizes.map({ ("batch", $0) })
    where !(1...1024).contains(value) {
      throw ConfigurationError.invalid(key: key, value: "\(value)", expected: "1 to 1024")
    }
    try Libtorch.use(threads: threads)
    let source = try trained.network()
    let timing = try NetworkTiming(source.model, threads: threads)
    let report = try NetworkTimingReport(
      multiplyAddsPerImage: source.model.network.graph.cost.multiplyAdds, threads: threads,
      batches: sizes.map { size in
        let countdown = Countdown("Rounds with a batch of \(size)")
        return try timing.times(batch: size, rounds: rounds) { countdown.show($0, of: $1) }
      })
    if json { return try printJSON(report) }
    for line in report.lines { print(line) }
  }
}
