/// Each value times the factor of its channel plus the summand of its channel.
struct Affine: ExecutionStep {
  private let source: FeatureView
  private let target: FeatureView
  private let scales: [Float]
  private let shifts: [Float]
  private let isRectified: Bool

  init(
    source: FeatureView, target: FeatureView, scales: [Float], shifts: [Float], isRectified: Bool
  ) {
    (self.source, self.target, self.isRectified) = (source, target, isRectified)
    (self.scales, self.shifts) = (scales.filledWithZeros, shifts.filledWithZeros)
  }

  func run(_ memory: UnsafeMutablePointer<Float>) {
    run(memory, scales: scales, shifts: shifts)
  }

  private func run(
    _ memory: UnsafeMutablePointer<Float>, scales: UnsafePointer<Float>,
    shifts: UnsafePointer<Float>
  ) {
    target.walk(beside: source, memory) { read, write, first in
      let lanes = Lanes(read) * Lanes(scales + first) + Lanes(shifts + first)
      (isRectified ? lanes.rectified : lanes).store(write)
    }
  }
}
