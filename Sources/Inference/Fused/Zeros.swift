/// An image of zeros.
struct Zeros: ExecutionStep {
  let target: FeatureView

  func run(_ memory: UnsafeMutablePointer<Float>) {
    for row in 0..<target.height {
      for column in 0..<target.width {
        (memory + target.place(row, column)).update(repeating: 0, count: target.channels)
      }
    }
  }
}
