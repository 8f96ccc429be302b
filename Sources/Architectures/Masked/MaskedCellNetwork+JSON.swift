public import Foundation

extension MaskedCellNetwork {
  /// Reads the contents of an `architecture.json`.
  ///
  /// - Throws: `ArchitectureError` for data that is not JSON, values that are missing or of other
  ///   types, and networks that cannot be built.
  public init(json: Data) throws(ArchitectureError) {
    do {
      self = try JSONDecoder().decode(Self.self, from: json)
    } catch let error as ArchitectureError {
      throw error
    } catch let error as DecodingError {
      throw ArchitectureError(error)
    } catch {
      throw .malformed(path: "", reason: "cannot be read: \(error)")
    }
  }
}
