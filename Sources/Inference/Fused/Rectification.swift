/// The positive part.
struct Rectification: ExecutionStep {
  let source: FeatureView
  let target: FeatureView

  func run(_ memory: UnsafeMutablePointer<Float>) {
    target.walk(beside: source, memory) { read, write, _ in Lanes(read).rectified.store(write) }
  }
}
