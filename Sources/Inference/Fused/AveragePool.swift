internal import Architectures

/// The mean under a window.
struct AveragePool: ExecutionStep {
  let source: FeatureView
  let target: FeatureView
  let window: GraphOperator.Window
  let countsPadding: Bool

  func run(_ memory: UnsafeMutablePointer<Float>) {
    window.walk(over: source, to: target, memory) { read, write, rows, columns in
      var sum = Lanes.zero
      for row in 0..<rows {
        for column in 0..<columns {
          sum += Lanes(read + (source.place(row, column) &- source.offset))
        }
      }
      let count = countsPadding ? window.size &* window.size : rows &* columns
      (sum / Float(count)).store(write)
    }
  }
}
