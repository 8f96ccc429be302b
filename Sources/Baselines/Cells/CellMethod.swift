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
