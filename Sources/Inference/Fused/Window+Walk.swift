internal import Architectures

extension GraphOperator.Window {
  /// Calls a closure for each block of each target pixel with the first value under the window, the place of the result
  /// and the number of rows and columns of the image under the window.
  @inline(__always)
  func walk(
    over source: FeatureView, to target: FeatureView, _ memory: UnsafeMutablePointer<Float>,
    _ body: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, Int, Int) -> Void
  ) {
    for row in 0..<target.height {
      let top = row &* stride &- padding
      let rows = max(0, top)..<min(top &+ size, source.height)
      for column in 0..<target.width {
        let left = column &* stride &- padding
        let columns = max(0, left)..<min(left &+ size, source.width)
        let read = memory + source.place(rows.lowerBound, columns.lowerBound)
        let write = memory + target.place(row, column)
        for block in 0..<target.blocks {
          let first = block &* Lanes.scalarCount
          body(read + first, write + first, rows.count, columns.count)
        }
      }
    }
  }
}
