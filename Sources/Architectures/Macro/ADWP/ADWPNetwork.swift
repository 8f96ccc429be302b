/// A network of the space `adwp-macro`, in which ADWPNAS searches.
///
/// Three stages of inverted residuals; the first block of the second and of the third stage halves the size. Our
/// reconstruction of the paper's "architecture-intensive" macro space [R].
public struct ADWPNetwork: Hashable, Sendable {
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

  /// What it has in common with the other networks of its space.
  public var space: ADWPSpace
  /// The three stages.
  public var stages: [Stage]

  /// A network of these stages.
  ///
  /// Nothing is checked here: call `validate()` on values that come from outside.
  public init(_ space: ADWPSpace = .standard, stages: [Stage]) {
    self.space = space
    self.stages = stages
  }
}
