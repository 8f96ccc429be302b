package import Architectures
package import Search
package import Training

/// A search on the supernet of cells whose result is a genotype: what one such method has that another has not.
package protocol CellMethod: SendableMetatype, Hashable, Sendable {
  /// As on the command line and in files.
  static var method: String { get }
  /// The name in prose.
  static var title: String { get }
  /// Where the values of its options come from.
  static var source: Source { get }
  /// What a preset is for, in one line.
  static func summary(of preset: Preset) -> String
  /// The values of a preset.
  static func preset(_ preset: Preset) -> CellSearchOptions<Self>
  /// What it lets one choose beyond what all these methods do.
  associatedtype Parameters: CellMethodParameters = NoParameters
  /// Whether edges have weights of their own, beta.
  static var weightsEdges: Bool { get }
  /// How much each cell's operations and edges count when the genotype is read off, differentiable in the architecture
  /// parameters.
  static func importances(_ architecture: ArchitectureParameters, _ topology: CellTopology)
    -> [CellMixing]
  /// What mixes each cell's operations and edges in a pass of the supernet; if nothing else is said, how much they count.
  static func mixing(
    _ architecture: ArchitectureParameters, _ topology: CellTopology, _ parameters: Parameters,
    _ moment: SearchMoment
  ) throws -> [CellMixing]
}

extension CellMethod {
  package static func mixing(
    _ architecture: ArchitectureParameters, _ topology: CellTopology, _ parameters: Parameters,
    _ moment: SearchMoment
  ) throws -> [CellMixing] { importances(architecture, topology) }
}

/// What a search for a genotype lets one choose beyond what all do.
package protocol CellMethodParameters: Hashable, Sendable {
  /// The values of the paper.
  init()
  /// The hyperparameters within those of the method.
  static func entries<Options>(_ path: WritableKeyPath<Options, Self>) -> [Hyperparameter<Options>]
  /// Operations of the supernet compute one of so many parts of the channels; 1 for all channels.
  var channelParts: Int { get }
}

extension CellMethodParameters {
  package var channelParts: Int { 1 }
}

/// None.
package struct NoParameters: CellMethodParameters {
  package init() {}
  package static func entries<Options>(
    _ path: WritableKeyPath<Options, Self>
  ) -> [Hyperparameter<Options>] { [] }
}
