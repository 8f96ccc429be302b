/// A network of the space `adwp-macro`, in which ADWPNAS searches.
///
/// Three stages at the image's size, half and a quarter of it; the first block of the second and of
/// the third stage has stride 2. Our reconstruction of the paper's "architecture-intensive" macro
/// space [R].
public struct ADWPNetwork: Hashable, Codable, Sendable {
  /// One stage of the network.
  public struct Stage: Hashable, Codable, Sendable {
    /// The width of the stage.
    public var widthPercent: WidthRatio
    /// The blocks in order; nil where a block is skipped, so that its output is its input.
    public var blocks: [ADWPBlock?]

    /// A stage of that width and these blocks.
    public init(widthPercent: WidthRatio, blocks: [ADWPBlock?]) {
      self.widthPercent = widthPercent
      self.blocks = blocks
    }

    /// The number of blocks that are not skipped.
    public var depth: Int { blocks.count { $0 != nil } }
  }

  /// The value of `format` that this version reads and writes.
  public static let currentFormat = "adwp-macro-1"

  /// The kind and version of the file.
  public var format: String
  /// The three stages.
  public var stages: [Stage]

  /// A network of these stages.
  ///
  /// Nothing is checked here: call `validate()` on values that come from outside.
  public init(stages: [Stage]) {
    format = Self.currentFormat
    self.stages = stages
  }
  /// Decodes and validates a network.
  ///
  /// - Throws: `ArchitectureError` for a network that cannot be built, `DecodingError` for values
  ///   of other types. `init(json:)` turns both into `ArchitectureError`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    // The format comes first: in another one, the other values may well be of other types.
    format = try container.decode(String.self, forKey: .format)
    guard format == Self.currentFormat else {
      throw ArchitectureError.unknownFormat(format, expected: Self.currentFormat)
    }
    stages = try container.decode([Stage].self, forKey: .stages)
    try validate()
  }
}
