package import Architectures
package import Search
internal import Torch
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
  /// Whether edges have weights of their own, beta.
  static var weightsEdges: Bool { get }
  /// The weights of each cell's operations and edges, differentiable in the architecture parameters.
  static func mixing(_ architecture: ArchitectureParameters, _ topology: CellTopology)
    -> [CellMixing]
}
