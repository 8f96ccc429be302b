internal import Architectures
package import Search
internal import Training

/// Which cells are searched for, and what network is built of them.
package struct CellsOptions: Hashable, Sendable {
  package var space = GenotypeSpace.cells
  /// What the supernet spans; candidates without one have its stem and nodes.
  package var network = SupernetOptions()
  /// The network that is built of what was found.
  package var final = FinalSize()

  /// The values of DARTS for CIFAR-10 (code).
  package init() {
    network.channels = 16
    network.cells = 8
  }

  /// What is searched for, in networks for such images.
  func cellsToFind(for images: DatasetDescription) -> any CellsToFind {
    switch space {
    case .cells: DARTSCells(network, final, images: images)
    case .nasBench201: NASBench201Cells(network, final, images: images)
    }
  }

  /// The hyperparameters within those of a method.
  ///
  /// - Parameters:
  ///   - path: Where the method's options hold these.
  ///   - source: Where the values come from.
  ///   - hasSupernet: Whether the method has one, whose size may be chosen.
  /// - Returns: The entries of a table.
  static func entries<Options>(
    _ path: WritableKeyPath<Options, Self>, source: Source, hasSupernet: Bool = true
  ) -> [Hyperparameter<Options>] {
    typealias Entry = Hyperparameter<Options>
    // Of the others, nothing of what is found depends on them.
    let keys =
      (hasSupernet ? ["channels", "cells"] : []) + ["stem-stride", "stem", "operations", "nodes"]
    let network = SupernetOptions.entries(path.appending(path: \.network))
    return [
      Entry(
        "space", path.appending(path: \.space),
        "which cells are searched for: those of DARTS, or that of NAS-Bench-201",
        source: .decision, before: .cells)
    ]
      + network.filter { keys.contains($0.key) }.map { entry in
        let isOfCells = ["operations", "nodes"].contains(entry.key)
        return entry.from(source, help: isOfCells ? "space cells: \(entry.help)" : nil)
      } + [
        Entry(
          "final-channels", path.appending(path: \.final.channels), in: 1...2048,
          "initial channels of the network that is built, or the most where a limit leaves fewer",
          source: source),
        Entry(
          "final-cells", path.appending(path: \.final.cells), in: 1...128,
          "cells of the network that is built", source: source),
        Entry(
          "max-multiply-adds", path.appending(path: \.final.maxMultiplyAdds),
          in: 0...1_000_000_000_000,
          "most multiply-adds for one image, by fewer channels; 0 for any number",
          source: .decision),
        Entry(
          "max-parameters", path.appending(path: \.final.maxParameters), in: 0...1_000_000_000_000,
          "most parameters of the network that is found, by fewer channels; 0 for any number",
          source: .decision),
      ]
  }
}
