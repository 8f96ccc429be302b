/// One thing that is computed in the memory of an execution.
protocol ExecutionStep: Sendable {
  /// Computes it for one image.
  func run(_ memory: UnsafeMutablePointer<Float>)
}
