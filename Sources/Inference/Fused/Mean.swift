/// The mean of each channel.
struct Mean: ExecutionStep {
  let source: FeatureView
  let target: FeatureView

  func run(_ memory: UnsafeMutablePointer<Float>) {
    let count = Float(source.height * source.width)
    for block in 0..<target.blocks {
      var sum = Lanes.zero
      for row in 0..<source.height {
        for column in 0..<source.width {
          sum += Lanes(memory + source.place(row, column) + block &* Lanes.scalarCount)
        }
      }
      (sum / count).store(memory + target.offset + block &* Lanes.scalarCount)
    }
  }
}
