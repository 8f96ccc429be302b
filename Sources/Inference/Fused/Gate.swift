/// Each value times the gate of its channel.
struct Gate: ExecutionStep {
  let source: FeatureView
  let gates: FeatureView
  let target: FeatureView

  func run(_ memory: UnsafeMutablePointer<Float>) {
    let gates = memory + gates.offset
    target.walk(beside: source, memory) { read, write, first in
      (Lanes(read) * Lanes(gates + first)).store(write)
    }
  }
}
