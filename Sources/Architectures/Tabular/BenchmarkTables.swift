public import Foundation

/// The tables of benchmarks that a folder holds.
public struct BenchmarkTables: Sendable {
  private let tables: [(table: BenchmarkTable, networks: [TabulatedNetwork])]

  /// Reads all tables in a folder.
  ///
  /// - Parameter folder: Holds at least one file of `BenchmarkTable`.
  /// - Throws: `BenchmarkTableError` for a folder without any, and for a file that is no such table.
  public init(in folder: URL) throws(BenchmarkTableError) {
    let all = BenchmarkTable.allCases
    let present = all.filter {
      FileManager.default.fileExists(atPath: folder.appending(path: $0.fileName).path)
    }
    guard !present.isEmpty else {
      let names = all.map(\.fileName).joined(separator: ", ")
      throw .missing(
        path: folder.appending(path: all[0].fileName).path,
        expected: "a folder with a benchmark's table: one of \(names)")
    }
    var tables: [(table: BenchmarkTable, networks: [TabulatedNetwork])] = []
    for table in present { tables.append((table, try table.networks(in: folder))) }
    self.tables = tables
  }

  /// The spaces of which a table is there, by the names that searches give them; each once.
  public var spaces: [String] {
    BenchmarkTable.allCases.filter { table in tables.contains { $0.table == table } }.map(\.space)
      .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// What a table says of a network; of several that know it, the one of these images, or else the first.
  ///
  /// - Parameters:
  ///   - architecture: A network of any space.
  ///   - dataset: The name of the images that it was found on.
  /// - Returns: The table and its entry; nil where none has the network.
  public func truth(
    of architecture: Architecture, dataset: String
  ) -> (table: BenchmarkTable, network: TabularTruth)? {
    let known = tables.filter { $0.table.code(of: architecture) != nil }
    guard let source = known.first(where: { $0.table.dataset == dataset }) ?? known.first,
      let code = source.table.code(of: architecture),
      let network = try? TabularTruth(of: code, among: source.networks)
    else { return nil }
    return (source.table, network)
  }
}
