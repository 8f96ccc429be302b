extension NASBenchMacroNetwork: Codable {
  /// The value of `format` that this version reads and writes.
  public static let currentFormat = "nas-bench-macro-1"

  private enum Key: String, CodingKey {
    case format, code
  }

  /// Decodes the network of a code.
  ///
  /// - Throws: `ArchitectureError` for another format or code, `DecodingError` for values of other
  ///   types.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let format = try container.decode(String.self, forKey: .format)
    guard format == Self.currentFormat else {
      throw ArchitectureError.unknownFormat(format, expected: Self.currentFormat)
    }
    try self.init(code: container.decode(String.self, forKey: .code))
  }

  /// Encodes the format and the code.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Self.currentFormat, forKey: .format)
    try container.encode(code, forKey: .code)
  }
}
