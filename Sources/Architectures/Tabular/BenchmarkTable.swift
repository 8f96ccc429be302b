public import Foundation

/// A published table of networks with the accuracies that they reach when they are trained.
public enum BenchmarkTable: String, Codable, Hashable, Sendable, CaseIterable {
  /// `NASBenchMacroTable`.
  case nasBenchMacro = "nas-bench-macro"
  /// `NASBench201Table` for CIFAR-10.
  case nasBench201 = "nas-bench-201"
  /// `NASBench201Table` for CIFAR-100.
  case nasBench201CIFAR100 = "nas-bench-201-cifar-100"

  /// The name in prose.
  public var title: String {
    switch self {
    case .nasBenchMacro: "NAS-Bench-Macro"
    case .nasBench201, .nasBench201CIFAR100: "NAS-Bench-201"
    }
  }

  /// The space of its networks, by the name that searches give it.
  public var space: String { self == .nasBenchMacro ? "nas-bench-macro" : "nas-bench-201" }

  /// The name of the table's file.
  public var fileName: String {
    switch self {
    case .nasBenchMacro: "nas-bench-macro_cifar10.json"
    case .nasBench201: "cifar10.csv"
    case .nasBench201CIFAR100: "cifar100.csv"
    }
  }

  /// What the accuracies are.
  public var truth: String {
    switch self {
    case .nasBenchMacro: "CIFAR-10 test accuracy, best of 50 epochs, mean of 3 seeds"
    case .nasBench201: "CIFAR-10 test accuracy after 200 epochs"
    case .nasBench201CIFAR100: "CIFAR-100 test accuracy after 200 epochs"
    }
  }

  /// The images that the networks were trained on, by the name of the published set.
  public var dataset: String {
    switch self {
    case .nasBenchMacro, .nasBench201: "cifar-10"
    case .nasBench201CIFAR100: "cifar-100"
    }
  }

  /// The classes of these images.
  private var classes: Int { self == .nasBench201CIFAR100 ? 100 : 10 }

  /// Reads the networks of the table in a folder.
  ///
  /// - Parameter folder: The folder that holds the file named `fileName`.
  /// - Returns: The 3,969 distinct networks of NAS-Bench-Macro by code, or the 15,625 cells of
  ///   NAS-Bench-201 by index.
  /// - Throws: `BenchmarkTableError` for a file that is missing or not such a table.
  public func networks(in folder: URL) throws(BenchmarkTableError) -> [TabulatedNetwork] {
    let file = folder.appending(path: fileName)
    switch self {
    case .nasBenchMacro: return try NASBenchMacroTable(contentsOf: file).distinctNetworks
    case .nasBench201, .nasBench201CIFAR100:
      return try NASBench201Table(contentsOf: file).networks(classes: classes)
    }
  }

  /// Reads the networks of a table from the bytes of its file.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - path: What errors call the file.
  /// - Returns: As `networks(in:)`.
  /// - Throws: `BenchmarkTableError.malformed`
  package func networks(
    in data: Data, path: String
  ) throws(BenchmarkTableError) -> [TabulatedNetwork] {
    do {
      switch self {
      case .nasBenchMacro: return try NASBenchMacroTable(json: data).distinctNetworks
      case .nasBench201, .nasBench201CIFAR100:
        return try NASBench201Table(csv: data).networks(classes: classes)
      }
    } catch {
      throw .malformed(path: path, place: error.place, reason: error.reason)
    }
  }
}

/// A network of a table: what is known of it without training, and what training gave.
public struct TabulatedNetwork: Hashable, Sendable {
  /// The table's name of the network.
  public let code: String
  /// Its parameters and multiply-adds, counted here.
  public let cost: Cost
  /// How many of its operations are the identity.
  public let identities: Int
  /// The accuracy after training, 0 to 1.
  public let accuracy: Double

  /// A network of these properties.
  public init(code: String, cost: Cost, identities: Int, accuracy: Double) {
    self.code = code
    self.cost = cost
    self.identities = identities
    self.accuracy = accuracy
  }
}
