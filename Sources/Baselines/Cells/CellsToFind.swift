internal import Architectures
internal import Search
internal import Training

/// A space of cells: the supernet that has them all, and the networks that they make.
protocol CellsToFind {
  /// The supernet's.
  var skeleton: CellNetwork { get }
  /// Networks between which any that is found lies, by what it needs of memory.
  var extremes: [Architecture] { get throws }
  /// How many edges into a node have an operation; nil where `none` is as good as any other.
  var edgesKept: Int? { get }
  /// Refuses sizes of which there is no skeleton.
  func checkSizes() throws(ConfigurationError)
  /// Refuses what cannot be searched or built; the skeleton is sound.
  func validate() throws(ConfigurationError)
  /// What a search found.
  ///
  /// - Parameter importances: For a kind of cell, how much each operation of each edge counts.
  /// - Returns: The cells and the network that they are built into.
  /// - Throws: Errors of `importances`.
  func derive(_ importances: (CellKind) throws -> [[Float]]) throws -> DerivedCells
}

extension CellsToFind {
  /// Any.
  func checkSizes() throws(ConfigurationError) {}
}

/// The cells that a search found.
struct DerivedCells {
  /// As the space's own code writes them.
  var text: String
  /// What they are built into.
  var architecture: Architecture
}
