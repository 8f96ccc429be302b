public import Foundation

extension MaskedCellNetwork {
  /// Reads the contents of an `architecture.json`.
  ///
  /// - Throws: `ArchitectureError` for data that is not JSON, values that are missing or of other
  ///   types, and networks that cannot be built.
  public init(json: Data) throws(ArchitectureError) {
    self = try decodedArchitecture(from: json)
  }
}
