/// What a table says of one network among all that it has.
public struct TabularTruth: Codable, Hashable, Sendable {
  /// The table's name of the network.
  public let code: String
  /// The accuracy after training, 0 to 1.
  public let accuracy: Double
  /// The place by accuracy, from 1 for the best; networks of equal accuracy share the better place.
  public let rank: Int
  /// The number of networks in the table.
  public let networks: Int
  /// The accuracy of the best network of the table, 0 to 1.
  public let bestAccuracy: Double
  /// By how much the best accuracy is above this one.
  public let regret: Double
  /// The parameters and multiply-adds of the benchmark's own network, counted here.
  public let cost: Cost

  /// Looks a network up.
  ///
  /// - Parameters:
  ///   - code: The table's name of the network, as `BenchmarkTable.canonicalCode(_:)` gives it.
  ///   - networks: All networks of the table.
  /// - Throws: `ArchitectureError.malformedCode` for a code that is not among them.
  public init(of code: String, among networks: [TabulatedNetwork]) throws(ArchitectureError) {
    guard let network = networks.first(where: { $0.code == code }) else {
      throw .malformedCode(code, expected: "one of the \(networks.count.grouped) of the table")
    }
    let bestAccuracy = networks.map(\.accuracy).reduce(network.accuracy, max)
    self.code = code
    accuracy = network.accuracy
    rank = 1 + networks.count { $0.accuracy > network.accuracy }
    self.networks = networks.count
    self.bestAccuracy = bestAccuracy
    regret = bestAccuracy - network.accuracy
    cost = network.cost
  }
}
