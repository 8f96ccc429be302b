package import Search
package import Training

/// A search that compares paths: what one such method has that another has not.
package protocol PathMethod: SendableMetatype, Hashable, Sendable {
  /// As on the command line and in files.
  static var method: String { get }
  /// The name in prose.
  static var title: String { get }
  /// Where the values of its options come from.
  static var source: Source { get }
  /// How paths are found.
  static var strategy: SearchStrategy { get }
  /// Whether paths are measured by the weights of a supernet; or else each is trained for itself.
  static var sharesWeights: Bool { get }
  /// The values of a preset.
  static func preset(_ preset: Preset) -> PathSearchOptions<Self>
}
