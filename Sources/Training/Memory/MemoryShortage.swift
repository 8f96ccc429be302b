/// Training needs more memory than there is.
package struct MemoryShortage: Error, CustomStringConvertible {
  /// Bytes with the smallest passes that make sense.
  package let need: Int
  /// Bytes there are.
  package let limit: Int
  /// Images of such a pass.
  package let images: Int

  package init(need: Int, limit: Int, images: Int) {
    self.need = need
    self.limit = limit
    self.images = images
  }

  /// One sentence for people.
  package var description: String {
    "not enough memory: passes of \(images) images need about \(MemorySize.text(need)), the limit is "
      + "\(MemorySize.text(limit)); expected fewer channels or cells, smaller batches, or a larger "
      + "--max-memory if there is more"
  }
}
