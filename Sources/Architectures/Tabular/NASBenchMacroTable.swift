public import Foundation

/// The table of NAS-Bench-Macro: every network of the space, trained three times on CIFAR-10.
///
/// 50 epochs of SGD; the accuracy is that of the best epoch on the **test** set, so a method that is
/// judged by it must not look at the test set itself.
public struct NASBenchMacroTable: Hashable, Sendable {
  /// What the table says of a network.
  public struct Entry: Hashable, Sendable {
    /// The test accuracies of the seeds, 0 to 1.
    public let accuracies: [Double]
    /// Their mean as the table gives it, 0 to 1.
    public let meanAccuracy: Double
    /// The parameters and multiply-adds (the table's `flops`) as the table gives them.
    public let cost: Cost
  }

  private let entries: [NASBenchMacroNetwork: Entry]

  /// The entry of a network.
  public subscript(network: NASBenchMacroNetwork) -> Entry {
    guard let entry = entries[network] else {
      preconditionFailure("a table of NAS-Bench-Macro without \(network)")
    }
    return entry
  }

  /// The distinct networks, by their canonical codes in ascending order: 3,969.
  public var distinctNetworks: [TabulatedNetwork] {
    NASBenchMacroNetwork.all.filter(\.isCanonical).map { network in
      TabulatedNetwork(
        code: network.code,
        cost: network.plan().totalCost,
        identities: network.identities,
        accuracy: self[network].meanAccuracy
      )
    }
  }

  /// Reads the benchmark's `nas-bench-macro_cifar10.json`.
  ///
  /// - Throws: `BenchmarkTableError` for a file that is missing, is not JSON, lacks a network or
  ///   holds a value out of its range.
  public init(contentsOf file: URL) throws(BenchmarkTableError) {
    self = try TableFault.reading(file, expected: "the JSON table of NAS-Bench-Macro") {
      data throws(TableFault) in try NASBenchMacroTable(json: data)
    }
  }

  init(json: Data) throws(TableFault) {
    var entries: [NASBenchMacroNetwork: Entry] = [:]
    // In order, so that of several faults the same one is always named.
    for (code, row) in try Self.rows(json).sorted(by: { $0.key < $1.key }) {
      guard let network = try? NASBenchMacroNetwork(code: code) else {
        throw TableFault(
          place: "\"\(code)\"", reason: "is not a code, expected 8 digits of 0, 1 and 2"
        )
      }
      entries[network] = try row.entry(code)
    }
    if let absent = NASBenchMacroNetwork.all.first(where: { entries[$0] == nil }) {
      throw TableFault(
        place: "", reason: "holds \(entries.count) networks and not \(absent), expected all 6561"
      )
    }
    self.entries = entries
  }

  private static func rows(_ json: Data) throws(TableFault) -> [String: Row] {
    do {
      return try JSONDecoder().decode([String: Row].self, from: json)
    } catch {
      let fault = JSONFault(error, decoding: [String: Row].self, from: json)
      guard !fault.path.isEmpty else {
        throw TableFault(
          place: "", reason: "is not valid JSON, expected an object with a value per network")
      }
      throw TableFault(place: "\"\(fault.path)\"", reason: fault.reason)
    }
  }
}

/// A value of the file; the names are the file's.
private struct Row: Decodable {
  let accuracies: [Double]
  let mean: Double
  let parameters: Int
  let flops: Int

  enum CodingKeys: String, CodingKey {
    case accuracies = "test_acc"
    case mean = "mean_acc"
    case parameters = "params"
    case flops
  }

  func entry(_ code: String) throws(TableFault) -> NASBenchMacroTable.Entry {
    for percentage in accuracies + [mean] where !(0...100).contains(percentage) {
      throw TableFault(
        place: "\"\(code)\"", reason: "has an accuracy of \(percentage), expected 0 to 100"
      )
    }
    return NASBenchMacroTable.Entry(
      accuracies: accuracies.map { $0 / 100 },
      meanAccuracy: mean / 100,
      cost: Cost(parameters: parameters, multiplyAdds: flops)
    )
  }
}
