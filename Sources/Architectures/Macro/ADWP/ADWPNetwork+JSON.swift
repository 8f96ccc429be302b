public import Foundation

extension ADWPNetwork: Codable {
  /// The format of files that tell of the space, too.
  public static let currentFormat = "adwp-macro-2"
  /// The format of files without a space, whose networks are of the standard one.
  public static let standardFormat = "adwp-macro-1"
  /// Both.
  public static let formats = [standardFormat, currentFormat]

  /// The oldest format that says all of the network.
  public var format: String { space == .standard ? Self.standardFormat : Self.currentFormat }

  private enum Key: String, CodingKey {
    case format, space, stages
  }

  /// Decodes and validates a network.
  ///
  /// - Throws: `ArchitectureError` for a network that cannot be built, `DecodingError` for values
  ///   of other types. `init(json:)` turns both into `ArchitectureError`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    // The format comes first: in another one, the other values may well be of other types.
    let format = try container.decode(String.self, forKey: .format)
    guard Self.formats.contains(format) else {
      throw ArchitectureError.unknownFormat(
        format, expected: Self.formats.joined(separator: "\" or \""))
    }
    let space =
      format == Self.standardFormat
      ? ADWPSpace.standard : try container.decode(ADWPSpace.self, forKey: .space)
    self.init(space, stages: try container.decode([Stage].self, forKey: .stages))
    try validate()
  }

  /// Encodes the format, the stages and, where it is not the standard one, the space.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(format, forKey: .format)
    if space != .standard { try container.encode(space, forKey: .space) }
    try container.encode(stages, forKey: .stages)
  }

  /// Reads the contents of an `architecture.json`.
  ///
  /// - Throws: `ArchitectureError` for data that is not JSON, values that are missing or of other
  ///   types, and networks that cannot be built.
  public init(json: Data) throws(ArchitectureError) {
    self = try decodedArchitecture(from: json)
  }
}
