package import Architectures
package import Search
package import Training

/// What a search for a genotype lets one choose; the values of all presets are the method's.
package struct CellSearchOptions<Method: CellMethod>: FinderOptions {
  package var space = GenotypeSpace.cells
  package var network = SupernetOptions()
  package var data = SearchData(validationFraction: 0.5)
  /// Training images that the search learns from, held-out ones not counted; 0 for all.
  package var searchImages = 0
  package var search = BilevelOptions()
  /// What the method alone lets one choose.
  package var parameters = Method.Parameters()
  /// The network that is built of the genotype.
  package var final = FinalSize()
  package var recipe = FinalTrainingOptions()

  /// The values of DARTS for CIFAR-10 (code): 50 epochs of search on half of the images each, then 600 of training.
  package init() {
    network.channels = 16
    network.cells = 8
    search.epochs = 50
    search.batchSize = 64
    search.learningRate = 0.025
    search.finalLearningRate = 0.001
    search.warmStartEpochs = 0
    search.updateSchedule = .constant
  }

  /// The method's own.
  package static func preset(_ preset: Preset) -> Self { Method.preset(preset) }

  /// The method's own.
  package static func summary(of preset: Preset) -> String { Method.summary(of: preset) }

  /// Of the search and of the final training.
  package static var epochKeys: [String] { ["search-epochs", "epochs"] }
  /// Of the search and of the final training.
  package static var batchKeys: [String] { ["search-batch-size", "batch-size"] }

  /// The search may learn from some of the images.
  package static var epochImages: [String: String] { ["search-epochs": "search-images"] }

  /// What is searched for, in networks for such images.
  func cellsToFind(for images: DatasetDescription) -> any CellsToFind {
    switch space {
    case .cells: DARTSCells(network, final, images: images)
    case .nasBench201: NASBench201Cells(network, final, images: images)
    }
  }

  /// In NAS-Bench-201, what was not chosen is as in the benchmark; but a preset's supernet may have fewer cells [D].
  package mutating func fit(to images: DatasetDescription, given: Set<String>) -> [String] {
    guard space == .nasBench201 else { return [] }
    let cells = network.cells.isMultiple(of: 3) ? network.cells : 15
    let wanted: [(key: String, path: WritableKeyPath<Self, Int>, value: Int)] = [
      ("channels", \.network.channels, 16), ("cells", \.network.cells, cells),
      ("stem-stride", \.network.stemStride, 1), ("final-channels", \.final.channels, 16),
      ("final-cells", \.final.cells, 15), ("max-multiply-adds", \.final.maxMultiplyAdds, 0),
    ]
    let changes = wanted.filter { !given.contains($0.key) && self[keyPath: $0.path] != $0.value }
    for change in changes { self[keyPath: change.path] = change.value }
    let list = changes.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    return changes.isEmpty ? [] : ["For nas-bench-201, options that were not given are: \(list)"]
  }

  /// Supernet, search and the size of what is built; see `FinderOptions` for the rest.
  package static var own: [Hyperparameter<Self>] {
    typealias Entry = Hyperparameter<Self>
    // A genotype says nothing of the others.
    let network = ["channels", "cells", "stem-stride", "stem", "operations", "nodes"]
    let search = BilevelOptions.entries(\Self.search).filter { $0.key != "update-schedule" }
    return [
      Entry(
        "space", \.space, "which cells are searched for: those of DARTS, or that of NAS-Bench-201",
        source: .decision, before: .cells)
    ]
      + SupernetOptions.entries(\Self.network).filter { network.contains($0.key) }
      .map { $0.from(Method.source) }
      + search.map { $0.from(Method.source) } + Method.Parameters.entries(\Self.parameters) + [
        Entry(
          "search-images", \.searchImages, in: 0...1_000_000_000,
          "images that the supernet's weights learn from; 0 for all that are not held out",
          source: .decision),
        Entry(
          "final-channels", \.final.channels, in: 1...2048,
          "initial channels of the network that is built, or the most where a limit leaves fewer",
          source: Method.source),
        Entry(
          "final-cells", \.final.cells, in: 1...128, "cells of the network that is built",
          source: Method.source),
        Entry(
          "max-multiply-adds", \.final.maxMultiplyAdds, in: 0...1_000_000_000_000,
          "most multiply-adds for one image, by fewer channels; 0 for any number",
          source: .decision),
        Entry(
          "max-parameters", \.final.maxParameters, in: 0...1_000_000_000_000,
          "most parameters of the network that is found, by fewer channels; 0 for any number",
          source: .decision),
      ]
  }
}
