internal import Architectures
internal import Foundation
internal import Tracking

/// What `nas audit` found, as JSON, as a table for people and as a picture.
struct AuditReport: Encodable {
  /// The figures of one proxy.
  struct Entry: Encodable {
    let proxy: String
    let statistics: [RankStatistic: RankEstimate]
  }

  let table: BenchmarkTable
  let truth: String
  let networks: Int
  let seed: UInt64
  let resamples: Int
  let confidence: Double
  let proxies: [Entry]
  private let panels: [ScatterPlot.Panel]

  enum CodingKeys: String, CodingKey {
    case table, truth, networks, seed, resamples, confidence, proxies
  }

  /// Audits proxies on networks of a table.
  init(
    table: BenchmarkTable, networks: [TabulatedNetwork], proxies: [any RankingProxy],
    resamples: Int, seed: UInt64
  ) throws {
    self.table = table
    truth = table.truth
    self.networks = networks.count
    self.seed = seed
    self.resamples = resamples
    confidence = RankEstimate.confidence
    let audit = RankAudit(networks)
    let scores = try proxies.map { try $0.scores(of: networks) }
    self.proxies = zip(proxies, scores).map { proxy, scores in
      Entry(
        proxy: proxy.name,
        statistics: audit.estimates(of: scores, resamples: resamples, seed: Seed(seed)))
    }
    panels = zip(proxies, zip(scores, self.proxies)).map { proxy, audited in
      ScatterPlot.Panel(
        title: proxy.name, caption: Self.caption(audited.1.statistics), label: proxy.label,
        values: audited.0)
    }
  }

  /// The truth against the scores of every proxy.
  func plot(of networks: [TabulatedNetwork]) -> String {
    ScatterPlot.svg(
      title: heading, label: "true accuracy, %",
      heights: networks.map { $0.accuracy * 100 }, panels: panels)
  }

  private var heading: String { "\(table.title),\(Summary.column(networks, 0)) networks" }

  private static func caption(_ statistics: [RankStatistic: RankEstimate]) -> String {
    [(RankStatistic.tau, "tau"), (.tauTopHalf, "in the top half")].map { statistic, name in
      "\(name) " + (statistics[statistic].map { String(format: "%.3f", $0.value) } ?? "undefined")
    }.joined(separator: ", ")
  }
}

extension AuditReport {
  /// The table for people: a row for each statistic, a column for each proxy.
  var text: String {
    let header = [Self.row("", proxies.map(\.proxy))]
    let rows = RankStatistic.allCases.map { statistic in
      Self.row(
        statistic.title,
        proxies.map { statistic.text($0.statistics[statistic]) })
    }
    return
      (["\(heading): \(truth)", ""] + header + rows + [
        "",
        "In brackets: 95 % bootstrap intervals of \(resamples) resamples, seed \(seed).",
      ]).joined(separator: "\n")
  }

  private static func row(_ title: String, _ cells: [String]) -> String {
    let row =
      title.padding(toLength: 24, withPad: " ", startingAt: 0)
      + cells.map { $0.padding(toLength: max($0.count, 23), withPad: " ", startingAt: 0) }
      .joined(separator: "  ")
    return String(row.reversed().drop { $0 == " " }.reversed())
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
    case .bestOfTopTen, .regretOfTopTen: (format, scale) = ("%.2f [%.2f, %.2f]", 100)
    case .tau, .tauTopHalf, .tauTopTenth, .tauInBands, .spearman:
      (format, scale) = ("%.3f [%.3f, %.3f]", 1)
    }
    return String(
      format: format, estimate.value * scale, estimate.lower * scale, estimate.upper * scale)
  }
}
