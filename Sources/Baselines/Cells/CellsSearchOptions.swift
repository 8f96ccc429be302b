package import Architectures
package import Search
internal import Tracking
internal import Training

/// The options of a search for cells.
package protocol CellsSearchOptions: FinderOptions {
  /// Which cells, and what is built of them.
  var cells: CellsOptions { get set }
}

extension CellsSearchOptions {
  /// Of the search and of the final training.
  package static var epochKeys: [String] { ["search-epochs", "epochs"] }
  /// Of the search and of the final training.
  package static var batchKeys: [String] { ["search-batch-size", "batch-size"] }
  /// The search may learn from some of the images.
  package static var epochImages: [String: String] { ["search-epochs": "search-images"] }

  /// In NAS-Bench-201, what was not chosen is as in the benchmark.
  package mutating func fit(to images: DatasetDescription, given: Set<String>) -> [String] {
    guard cells.space == .nasBench201 else { return [] }
    return NASBench201Network.fit(
      &self,
      values: [("final-channels", .integer(16)), ("final-cells", .integer(15))], given: given)
  }
}

extension Hyperparameter {
  /// How many images a supernet's weights learn from.
  static func searchImages(_ path: WritableKeyPath<Options, Int>) -> Self {
    Self(
      "search-images", path, in: 0...1_000_000_000,
      "images that the supernet's weights learn from; 0 for all that are not held out",
      source: .decision)
  }
}
