import Architectures
import Foundation
import Testing

/// The published tables, as they stand beside the checkout.
@Suite struct OfficialTableTests {
  @Test(
    "Counts equal those of NAS-Bench-Macro for all 6,561 networks, and so do the correlations",
    .enabled(
      if: exists(.nasBenchMacro), "needs the table in ../shared/data/nas-bench-macro"))
  func nasBenchMacro() throws {
    let file = folder(.nasBenchMacro).appending(path: BenchmarkTable.nasBenchMacro.fileName)
    let table = try NASBenchMacroTable(contentsOf: file)
    var different = 0
    for network in NASBenchMacroNetwork.all {
      let entry = table[network]
      different += network.plan().totalCost == entry.cost ? 0 : 1
      // The table does not tell codes of the same network apart.
      #expect(table[network.canonical] == entry)
    }
    #expect(different == 0)
    let networks = table.distinctNetworks
    #expect(networks.count == 3969)

    // What is published to three digits; to four, scipy.stats.kendalltau gives the second ones.
    let audit = RankAudit(networks)
    for (proxy, all, top, exact, exactTop) in [
      (StaticProxy.parameters, 0.215, 0.114, 0.2155, 0.1132),
      (.multiplyAdds, 0.546, 0.364, 0.5461, 0.3652),
      (.minusIdentities, 0.679, 0.434, 0.6786, 0.4346),
    ] {
      let statistics = audit.statistics(of: proxy.scores(of: networks))
      let tau = try #require(statistics[.tau])
      let tauTopHalf = try #require(statistics[.tauTopHalf])
      #expect(abs(tau - all) < 0.003 && abs(tau - exact) < 0.000_051)
      #expect(abs(tauTopHalf - top) < 0.003 && abs(tauTopHalf - exactTop) < 0.000_051)
      let best = try #require(statistics[.bestOfTopTen])
      let regret = try #require(statistics[.regretOfTopTen])
      // The best network has 93.13 %.
      #expect(abs(best + regret - 0.931_266_6) < 1e-6)
    }
  }

  @Test(
    "NAS-Bench-201 has all cells and its correlations",
    .enabled(if: exists(.nasBench201), "needs the table in ../shared/data/nas-bench-201"))
  func nasBench201() throws {
    let networks = try BenchmarkTable.nasBench201.networks(in: folder(.nasBench201))
    #expect(networks.count == 15_625)
    #expect(networks.map(\.accuracy).max() == 0.943_733)
    #expect(networks.map(\.cost.parameters).min() == 73_306)
    #expect(networks.map(\.cost.parameters).max() == 1_531_546)
    // scipy.stats.kendalltau and spearmanr.
    let audit = RankAudit(networks)
    for (proxy, tau, rho) in [
      (StaticProxy.multiplyAdds, 0.577_848_6, 0.752_693_9),
      (.minusIdentities, 0.077_046_4, 0.101_326_3),
    ] {
      let statistics = audit.statistics(of: proxy.scores(of: networks))
      #expect(abs(try #require(statistics[.tau]) - tau) < 1e-6)
      #expect(abs(try #require(statistics[.spearman]) - rho) < 1e-6)
    }
  }
}

/// The folder of a table in the folder `shared` beside the checkout.
private func folder(_ table: BenchmarkTable) -> URL {
  URL(filePath: #filePath).resolvingSymlinksInPath()
    .appending(path: "../../../../shared/data/\(table.rawValue)").standardizedFileURL
}

private func exists(_ table: BenchmarkTable) -> Bool {
  FileManager.default.fileExists(
    atPath: folder(table).appending(path: table.fileName).path(percentEncoded: false))
}
