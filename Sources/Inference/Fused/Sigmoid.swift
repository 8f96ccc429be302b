internal import Foundation

/// 1 / (1 + exp(-x)).
struct Sigmoid: ExecutionStep {
  let source: FeatureView
  let target: FeatureView

  func run(_ memory: UnsafeMutablePointer<Float>) {
    for row in 0..<target.height {
      for column in 0..<target.width {
        let (read, write) = (
          memory + source.place(row, column), memory + target.place(row, column)
        )
        for channel in 0..<target.channels { write[channel] = 1 / (1 + exp(-read[channel])) }
      }
    }
  }
}
