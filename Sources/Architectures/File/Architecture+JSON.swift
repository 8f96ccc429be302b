public import Foundation

extension Architecture: Codable {
  private enum Key: String, CodingKey {
    case format
  }

  /// Decodes and validates a network of the space that its format names.
  ///
  /// - Throws: `ArchitectureError` for another format and a network that cannot be built,
  ///   `DecodingError` for values of other types. `init(json:)` turns both into
  ///   `ArchitectureError`.
  public init(from decoder: any Decoder) throws {
    let format = try decoder.container(keyedBy: Key.self).decode(String.self, forKey: .format)
    guard let space = Self.known.first(where: { $0.formats.contains(format) }) else {
      throw ArchitectureError.unknownFormat(
        format, expected: Self.formats.joined(separator: "\" or \""))
    }
    self.init(try space.init(from: decoder))
  }

  /// Encodes the network as its space does, with its format.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(self.format, forKey: .format)
    try network.encode(to: encoder)
  }

  /// Reads the contents of an `architecture.json`.
  ///
  /// - Throws: `ArchitectureError` for data that is not JSON, values that are missing or of other
  ///   types, and networks that cannot be built.
  public init(json: Data) throws(ArchitectureError) {
    self = try decodedArchitecture(from: json)
  }
}

/// Decodes a network, with every fault as one that names the place in the file.
func decodedArchitecture<Network: Decodable>(from json: Data) throws(ArchitectureError) -> Network {
  do {
    return try JSONDecoder().decode(Network.self, from: json)
  } catch let error as ArchitectureError {
    throw error
  } catch {
    let fault = JSONFault(error, decoding: Network.self, from: json)
    throw .malformed(path: fault.path, reason: fault.reason)
  }
}
