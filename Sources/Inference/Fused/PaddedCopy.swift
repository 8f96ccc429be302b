/// An image in a larger one, with zeros around it.
struct PaddedCopy: ExecutionStep {
  let source: FeatureView
  let target: FeatureView
  /// The rows of zeros above; those below follow from the sizes.
  let top: Int
  /// The columns of zeros to the left.
  let left: Int
  /// Whether the positive part is copied.
  var isRectified = false

  func run(_ memory: UnsafeMutablePointer<Float>) {
    let columns = left..<left &+ source.width
    for row in 0..<target.height {
      let write = memory + target.place(row, 0)
      guard row >= top, row < top &+ source.height else {
        zero(write, 0..<target.width)
        continue
      }
      zero(write, 0..<left)
      zero(write, columns.upperBound..<target.width)
      copy(memory + source.place(row &- top, 0), to: write + left &* target.pixelStride)
    }
  }

  private func copy(
    _ source: UnsafeMutablePointer<Float>, to target: UnsafeMutablePointer<Float>
  ) {
    var (read, write) = (source, target)
    for _ in 0..<self.source.width {
      for block in 0..<self.source.blocks {
        let lanes = Lanes(read + block &* Lanes.scalarCount)
        (isRectified ? lanes.rectified : lanes).store(write + block &* Lanes.scalarCount)
      }
      read += self.source.pixelStride
      write += self.target.pixelStride
    }
  }

  /// Writes zeros to pixels of a row, and to none of the channels of others beside them.
  private func zero(_ row: UnsafeMutablePointer<Float>, _ columns: Range<Int>) {
    for column in columns {
      for block in 0..<target.blocks {
        Lanes.zero.store(row + (column &* target.pixelStride &+ block &* Lanes.scalarCount))
      }
    }
  }
}
