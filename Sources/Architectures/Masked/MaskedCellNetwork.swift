/// A network that hierarchical masking found (HM-NAS, section 3.4).
///
/// It is what `architecture.json` holds: the surviving edges and operations of every cell, with
/// their importances. A DARTS genotype cannot hold it: nodes have any number of inputs, edges
/// several operations, and the importances stay in the network.
public struct MaskedCellNetwork: Hashable, Codable, Sendable {
  /// The format that this version of the library reads and writes.
  public static let currentFormat = "masked-cell-network-1"

  /// The format of the file.
  public var format: String
  /// The skeleton of the supernet that was searched.
  public var network: CellNetwork
  /// One cell for every position of the skeleton.
  public var cells: [MaskedCell]

  /// A network of masked cells.
  ///
  /// Nothing is checked here: call `validate()` on values that come from outside.
  public init(network: CellNetwork, cells: [MaskedCell]) {
    format = Self.currentFormat
    self.network = network
    self.cells = cells
  }

  /// Decodes and validates a network.
  ///
  /// - Throws: `ArchitectureError` for a network that cannot be built, `DecodingError` for values
  ///   of other types. `init(json:)` turns both into `ArchitectureError`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    // The format comes first: in another one, the other values may well be of other types.
    format = try container.decode(String.self, forKey: .format)
    guard format == Self.currentFormat else { throw ArchitectureError.unknownFormat(format) }
    network = try container.decode(CellNetwork.self, forKey: .network)
    cells = try container.decode([MaskedCell].self, forKey: .cells)
    try validate()
  }
}
