extension FeatureView {
  /// Calls a closure for each block of each pixel with its place in another image, its own, and its first channel.
  @inline(__always)
  func walk(
    beside source: FeatureView, _ memory: UnsafeMutablePointer<Float>,
    _ body: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, Int) -> Void
  ) {
    for row in 0..<height {
      var (read, write) = (memory + source.place(row, 0), memory + place(row, 0))
      for _ in 0..<width {
        for block in 0..<blocks {
          let first = block &* Lanes.scalarCount
          body(read + first, write + first, first)
        }
        read += source.pixelStride
        write += pixelStride
      }
    }
  }
}
