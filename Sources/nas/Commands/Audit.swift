public import Architectures
public import ArgumentParser
internal import Datasets
internal import Foundation
internal import Tracking
internal import Training

extension BenchmarkTable: ExpressibleByArgument {}
extension RankingMeasure: ExpressibleByArgument {}

/// The command `nas audit`.
struct Audit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures how well proxies rank networks whose true accuracy is known.",
    usage: "nas audit --table <table> --data-dir <folder> [<options>]",
    discussion: """
      The truth is a benchmark's table, whose file --data-dir holds: \
      nas-bench-macro_cifar10.json for nas-bench-macro, cifar10.csv for nas-bench-201, \
      cifar100.csv for nas-bench-201-cifar-100.

      Kendall's tau-b and Spearman's rho say how well a proxy orders the networks: 1 is the true \
      order, 0 no relation. Top half and top tenth are by truth; bands hold networks of about \
      equal multiply-adds. Top ten are the networks that the proxy ranks first.

      Proxies: parameters, multiply-adds, minus-identities; random, which is chance; and for nas-bench-macro, the weights \
      of a run of nas search adwpnas --space nas-bench-macro --dataset cifar-10, on training \
      images that the run held out: hypernetwork:RUN, predicted from each network's code; \
      constant-code:RUN and shuffled-code:RUN, from one code for all and from that of another \
      network, as controls; shared:RUN, those of a run with --weights shared. short-training \
      trains each network for itself, as the benchmark did but not to the end.
      """)

  @Option(help: "Benchmark with the truth.")
  var table: BenchmarkTable

  @Option(
    help: "Folder with the benchmark's file.", completion: .directory,
    transform: UserPath.argument)
  var dataDir: String

  @Option(
    help: ArgumentHelp(
      "What ranks the networks; may be repeated. (default: those that count something)",
      valueName: "proxy"),
    completion: .proxy,
    transform: { try ProxyArgument(named: $0) })
  var proxy: [ProxyArgument] = []

  @Option(
    help: ArgumentHelp(
      "Proxy that the others are compared with, one of those given; its first ranking, where it has several.",
      valueName: "proxy"),
    completion: .proxy,
    transform: { try ProxyArgument(named: $0) })
  var reference: ProxyArgument?

  @Option(
    parsing: .unconditional,
    help: """
      Held-out images that weights are measured on; for a run, 0 for all. (default: as in the \
      run; 2000 after a short training)
      """)
  var heldOutImages: Int?

  @Option(
    parsing: .unconditional,
    help: """
      Training batches for statistics of normalisation; 0 for those of the evaluated batch. \
      (default: as in the run)
      """)
  var recalibrationBatches: Int?

  @Option(
    help: """
      What weights rank networks by; calibrated-loss is the loss of logits times the factor that \
      suits the network best. May be repeated, for a ranking by each. (default: as in the run; \
      loss after a short training)
      """)
  var rankBy: [RankingMeasure] = []

  @Option(parsing: .unconditional, help: "Epochs of a short training.")
  var shortEpochs = 1

  @Option(parsing: .unconditional, help: "Images of a short training.")
  var shortImages = 5000

  @Option(help: "Data set of a short training; the benchmark's is CIFAR-10.")
  var dataset = Dataset.cifar10

  @Option(
    help: """
      Folder with the data set's files. (default: for a run, where they were; for a short \
      training, downloaded at first use)
      """,
    completion: .directory, transform: UserPath.argument)
  var imageDir: String?

  @Option(
    parsing: .unconditional,
    help: "Networks to draw at random from the table. (default: all of them)")
  var sample: Int?

  @Option(parsing: .unconditional, help: "Seed of the sample and of the bootstrap resamples.")
  var seed: UInt64 = 0

  @Option(parsing: .unconditional, help: "Bootstrap resamples for the 95 % intervals.")
  var resamples = 1000

  @Flag(help: "Print the result as JSON.")
  var json = false

  @Option(
    help: "New CSV file to write: code, true accuracy and scores of each network.",
    completion: .file(extensions: ["csv"]), transform: UserPath.argument)
  var scores: String?

  @Option(
    help: "New SVG file to write: truth against score, a panel for each proxy.",
    completion: .file(extensions: ["svg"]), transform: UserPath.argument)
  var plot: String?

  private static let resampleCounts = 10...100_000

  func validate() throws {
    if Set(proxy).count < proxy.count {
      throw ValidationError("a --proxy is given twice, expected different ones")
    }
    if Set(rankBy).count < rankBy.count {
      throw ValidationError("a --rank-by is given twice, expected different ones")
    }
    for (name, value) in [
      ("held-out-images", heldOutImages), ("recalibration-batches", recalibrationBatches),
    ] {
      if let value, value < 0 { throw ValidationError("--\(name) is \(value), expected 0 or more") }
    }
    if let reference, !proxy.contains(reference) {
      throw ValidationError("--reference is none of the proxies given with --proxy")
    }
    guard shortEpochs > 0, shortImages > 0 else {
      throw ValidationError("--short-epochs and --short-images have to be more than 0")
    }
    guard Self.resampleCounts.contains(resamples) else {
      throw ValidationError("--resamples is \(resamples), expected 10 to 100000")
    }
  }

  func run() throws {
    let plotFile = try plot.map { try OutputFile($0, option: "--plot") }
    let scoresFile = try scores.map { try OutputFile($0, option: "--scores") }
    let networks = try drawn(from: table.networks(in: URL(filePath: dataDir)))
    let report = try AuditReport(
      table: table, networks: networks, proxies: try proxies(),
      reference: reference.flatMap { proxy.firstIndex(of: $0) }, resamples: resamples, seed: seed)
    try plotFile?.write(report.plot(of: networks))
    try scoresFile?.write(report.csv(of: networks))
    if json { return try printJSON(report) }
    print(report.text)
    if let plot { print("Plot  \(plot)") }
  }

  private func proxies() throws -> [any RankingProxy] {
    guard !proxy.isEmpty else { return StaticProxy.counts }
    var settings = ProxyArgument.Settings(
      changes: .init(), short: .init(), dataset: dataset, imageDirectory: imageDir,
      seed: Seed(seed))
    settings.changes.heldOutImages = heldOutImages
    settings.changes.recalibrationBatches = recalibrationBatches
    settings.changes.rankBy = rankBy
    settings.short.epochs = shortEpochs
    settings.short.images = shortImages
    if let heldOutImages { settings.short.heldOutImages = heldOutImages }
    if !rankBy.isEmpty { settings.short.rankBy = rankBy }
    return try proxy.map { argument in
      if table != .nasBenchMacro {
        guard case .known = argument else {
          throw ConfigurationError.combination(
            "weights rank networks of nas-bench-macro, but --table is \(table.rawValue)")
        }
      }
      let countdown = Countdown("Networks ranked by \(argument)")
      return try argument.proxy(settings) { countdown.show($0, of: $1) }
    }
  }

  /// The networks of the sample, in the table's order.
  private func drawn(from networks: [TabulatedNetwork]) throws -> [TabulatedNetwork] {
    guard let sample else { return networks }
    guard (RankAudit.fewestNetworks...networks.count).contains(sample) else {
      throw ConfigurationError.invalid(
        key: "sample", value: "\(sample)",
        expected: "\(RankAudit.fewestNetworks) to \(networks.count)")
    }
    let order = shuffledIndices(count: networks.count, using: Seed(seed).derived("sample"))
    return order.prefix(sample).sorted().map { networks[$0] }
  }
}
