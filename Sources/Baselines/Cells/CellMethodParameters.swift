package import Training

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
