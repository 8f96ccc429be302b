public import Foundation

/// The accuracies of NAS-Bench-201 on one set of images, for all 15,625 cells.
public struct NASBench201Table: Hashable, Sendable {
  /// What the table says of a cell.
  public struct Entry: Hashable, Sendable {
    /// The cell.
    public let cell: NASBench201Cell
    /// The test accuracy after 200 epochs, 0 to 1.
    public let testAccuracy200: Double
  }

  /// The cells by their index in the benchmark.
  public let entries: [Entry]

  /// All cells, with the test accuracy after 200 epochs.
  ///
  /// Cells that compute the same are kept apart, as the benchmark trained each of them.
  ///
  /// - Parameter classes: Of the images, which the classifier's cost depends on.
  /// - Returns: The cells in the order of `entries`.
  public func networks(classes: Int) -> [TabulatedNetwork] {
    let costs = NASBench201Costs(classes: classes)
    return entries.map { entry in
      TabulatedNetwork(
        code: entry.cell.code,
        cost: costs[entry.cell],
        identities: entry.cell.identities,
        accuracy: entry.testAccuracy200
      )
    }
  }

  /// Reads a `cifar10.csv` or `cifar100.csv` with the columns of `header`.
  ///
  /// - Throws: `BenchmarkTableError` for a file that is missing, has other columns, lacks a cell or
  ///   holds a value out of its range.
  public init(contentsOf file: URL) throws(BenchmarkTableError) {
    self = try TableFault.reading(file, expected: "the CSV table of NAS-Bench-201") {
      data throws(TableFault) in try NASBench201Table(csv: data)
    }
  }

  /// The columns, as they stand in the first line; accuracies are in percent.
  static let header = "index,arch_str,val_12ep,test_12ep,val_200ep,test_200ep"
  static let cells = 15_625

  init(csv: Data) throws(TableFault) {
    let lines = String(decoding: csv, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    )
    guard let first = lines.first, first == Self.header else {
      throw TableFault(
        place: "line 1",
        reason: "is \"\(lines.first?.prefix(80) ?? "")\", expected \"\(Self.header)\""
      )
    }
    var entries: [Entry] = []
    var cells: Set<NASBench201Cell> = []
    for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      let entry = try Entry(line, number: index + 1, position: entries.count)
      guard cells.insert(entry.cell).inserted else {
        throw TableFault(place: "line \(index + 1)", reason: "repeats the cell \(entry.cell)")
      }
      entries.append(entry)
    }
    guard entries.count == Self.cells else {
      throw TableFault(
        place: "", reason: "holds \(entries.count) cells, expected all \(Self.cells)"
      )
    }
    self.entries = entries
  }
}

extension NASBench201Table.Entry {
  fileprivate init(_ line: Substring, number: Int, position: Int) throws(TableFault) {
    let place = "line \(number)"
    let fields = line.split(separator: ",", omittingEmptySubsequences: false)
    guard fields.count == 6 else {
      throw TableFault(place: place, reason: "has \(fields.count) columns, expected 6")
    }
    guard Int(fields[0]) == position else {
      throw TableFault(place: place, reason: "has index \(fields[0]), expected \(position)")
    }
    guard let cell = try? NASBench201Cell(code: String(fields[1])) else {
      throw TableFault(
        place: place,
        reason: "has \"\(fields[1])\" as arch_str, expected six operations of the space"
      )
    }
    var accuracies: [Double] = []
    for field in fields[2...] {
      guard let percentage = Double(field), (0...100).contains(percentage) else {
        throw TableFault(
          place: place, reason: "has an accuracy of \"\(field)\", expected a number from 0 to 100"
        )
      }
      accuracies.append(percentage / 100)
    }
    self.init(cell: cell, testAccuracy200: accuracies[3])
  }
}
