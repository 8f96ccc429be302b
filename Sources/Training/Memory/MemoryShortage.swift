/// Training needs more memory than there is.
public struct MemoryShortage: Error, CustomStringConvertible {
  /// Bytes with the smallest passes that make sense.
  public let need: Int
  /// Bytes there are.
  public let limit: Int
  /// Images of such a pass.
  public let images: Int

  /// Whether the limit is an option, `--max-memory`.
  private let hasOption: Bool

  /// Says what is needed, what there is, and with how many images in a pass.
  public init(need: Int, limit: Int, images: Int, hasOption: Bool = true) {
    self.need = need
    self.limit = limit
    self.images = images
    self.hasOption = hasOption
  }

  /// One sentence for people.
  public var description: String {
    "not enough memory: passes of \(images) images need about \(MemorySize.text(need)), the limit is "
      + "\(MemorySize.text(limit)); expected fewer channels or cells, smaller images or batches"
      + (hasOption ? ", or a larger --max-memory if there is more" : "")
  }
}
