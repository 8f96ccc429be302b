internal import Architectures
internal import Foundation
internal import Tracking

/// What `nas audit` found, as JSON, as a table for people and as a picture.
struct AuditReport: Encodable {
  /// The figures of one ranking.
  struct Entry: Encodable {
    let proxy: String
    let statistics: RankEstimates
    /// Less those of the reference; nil for the reference itself and without one.
    @OrNull var differences: RankEstimates?
  }

  let table: BenchmarkTable
  let truth: String
  let networks: Int
  let seed: UInt64
  let resamples: Int
  let confidence: Double
  /// The proxy that the others are compared with; nil for none.
  @OrNull var reference: String?
  let proxies: [Entry]
  private let rankings: [ProxyRanking]
  private let panels: [ScatterPlot.Panel]

  enum CodingKeys: String, CodingKey {
    case table, truth, networks, seed, resamples, confidence, reference, proxies
  }

  /// Audits proxies on networks of a table.
  ///
  /// - Parameters:
  ///   - table: The benchmark.
  ///   - networks: Those that are ranked.
  ///   - proxies: What ranks them.
  ///   - reference: The position of the proxy with whose first ranking the others are compared; nil for none.
  ///   - resamples: Of the bootstrap.
  ///   - seed: Of the resamples.
  /// - Throws: Where a proxy cannot score the networks.
  init(
    table: BenchmarkTable, networks: [TabulatedNetwork], proxies: [any RankingProxy],
    reference: Int?, resamples: Int, seed: UInt64
  ) throws {
    self.table = table
    truth = table.truth
    self.networks = networks.count
    self.seed = seed
    self.resamples = resamples
    confidence = RankEstimate.confidence
    let audit = RankAudit(networks)
    let byProxy = try proxies.map { try $0.rankings(of: networks) }
    let (rankings, compared) = (byProxy.flatMap { $0 }, reference.map { byProxy[$0][0] })
    self.rankings = rankings
    self.reference = compared?.name
    self.proxies = rankings.map { ranking in
      Entry(
        proxy: ranking.name,
        statistics: RankEstimates(
          audit.estimates(of: ranking.scores, resamples: resamples, seed: Seed(seed))),
        differences: compared.flatMap { other in
          other == ranking
            ? nil
            : RankEstimates(
              audit.differences(
                of: ranking.scores, from: other.scores, resamples: resamples, seed: Seed(seed)))
        })
    }
    panels = zip(rankings, self.proxies).map { ranking, entry in
      ScatterPlot.Panel(
        title: ranking.name, caption: Self.caption(entry.statistics), label: ranking.label,
        values: ranking.scores)
    }
  }

  /// The truth against the scores of every proxy.
  func plot(of networks: [TabulatedNetwork]) -> String {
    ScatterPlot.svg(
      title: heading, label: "true accuracy, %",
      heights: networks.map { $0.accuracy * 100 }, panels: panels)
  }

  /// A line for each network: its code, true accuracy and scores.
  func csv(of networks: [TabulatedNetwork]) -> String {
    let header = (["network", "accuracy"] + proxies.map(\.proxy)).joined(separator: ",")
    let rows = networks.enumerated().map { index, network in
      ([network.code, "\(network.accuracy)"] + rankings.map { "\($0.scores[index])" })
        .joined(separator: ",")
    }
    return ([header] + rows).joined(separator: "\n") + "\n"
  }

  private var heading: String { "\(table.title),\(Summary.column(networks, 0)) networks" }

  private static func caption(_ statistics: RankEstimates) -> String {
    [(RankStatistic.tau, "tau"), (.tauTopHalf, "in the top half")].map { statistic, name in
      "\(name) " + (statistics[statistic].map { String(format: "%.3f", $0.value) } ?? "undefined")
    }.joined(separator: ", ")
  }
}

extension AuditReport {
  /// The table for people: a row for each statistic, a column for each proxy.
  var text: String {
    let rows =
      Self.rows("", of: proxies.map { ($0.proxy, $0.statistics) })
      + (reference.map { reference in
        [""]
          + Self.rows(
            "above \(reference)",
            of: proxies.compactMap { entry in entry.differences.map { (entry.proxy, $0) } })
      } ?? [])
    return
      (["\(heading): \(truth)", ""] + rows + [
        "",
        "In brackets: 95 % bootstrap intervals of \(resamples) resamples, seed \(seed).",
      ]).joined(separator: "\n")
  }

  private static func rows(
    _ title: String, of columns: [(name: String, estimates: RankEstimates)]
  ) -> [String] {
    let titles = [title] + RankStatistic.allCases.map(\.title)
    let cells = columns.map { column in
      [column.name] + RankStatistic.allCases.map { $0.text(column.estimates[$0]) }
    }
    let table = [padded(titles, to: 22)] + cells.map { padded($0, to: 23) }
    return titles.indices.map { row in
      let line = table.map { $0[row] }.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// The texts of a column, of equal width.
  private static func padded(_ texts: [String], to least: Int) -> [String] {
    let width = texts.map(\.count).reduce(least, max)
    return texts.map { $0.padding(toLength: width, withPad: " ", startingAt: 0) }
  }
}

extension RankStatistic {
  /// The name in the table for people.
  fileprivate var title: String {
    switch self {
    case .tau: "Kendall's tau-b"
    case .tauTopHalf: "  in the top half"
    case .tauTopTenth: "  in the top tenth"
    case .tauInBands: "  in bands"
    case .foundInBands: "first of a band, %"
    case .regretInBands: "  short of its best by"
    case .rankInBands: "  better ones, %"
    case .spearman: "Spearman's rho"
    case .bestOfTopTen: "best of the top ten, %"
    case .regretOfTopTen: "  short of the best by"
    }
  }

  /// The value with its interval; accuracies in percent.
  fileprivate func text(_ estimate: RankEstimate?) -> String {
    guard let estimate else { return "undefined" }
    let format: String
    let scale: Double
    switch self {
    case .bestOfTopTen, .regretOfTopTen, .foundInBands, .regretInBands, .rankInBands:
      (format, scale) = ("%.2f [%.2f, %.2f]", 100)
    case .tau, .tauTopHalf, .tauTopTenth, .tauInBands, .spearman:
      (format, scale) = ("%.3f [%.3f, %.3f]", 1)
    }
    return String(
      format: format, estimate.value * scale, estimate.lower * scale, estimate.upper * scale)
  }
}
