internal import Architectures

/// The largest value under a window; the padding is never it.
struct MaximumPool: ExecutionStep {
  let source: FeatureView
  let target: FeatureView
  let window: GraphOperator.Window

  func run(_ memory: UnsafeMutablePointer<Float>) {
    window.walk(over: source, to: target, memory) { read, write, rows, columns in
      var largest = Lanes(repeating: -.infinity)
      for row in 0..<rows {
        for column in 0..<columns {
          let lanes = Lanes(read + (source.place(row, column) &- source.offset))
          largest.replace(with: lanes, where: lanes .> largest)
        }
      }
      largest.store(write)
    }
  }
}
