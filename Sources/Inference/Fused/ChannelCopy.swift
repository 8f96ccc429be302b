/// The channels of an image at a place that need not begin or end with a block of lanes.
struct ChannelCopy: ExecutionStep {
  let source: FeatureView
  let target: FeatureView

  func run(_ memory: UnsafeMutablePointer<Float>) {
    for row in 0..<target.height {
      for column in 0..<target.width {
        (memory + target.place(row, column))
          .update(from: memory + source.place(row, column), count: target.channels)
      }
    }
  }
}
