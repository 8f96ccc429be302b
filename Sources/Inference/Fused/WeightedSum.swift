/// The sum of images, each times a number.
struct WeightedSum: ExecutionStep {
  let sources: [FeatureView]
  let factors: [Float]
  let target: FeatureView
  let isRectified: Bool

  func run(_ memory: UnsafeMutablePointer<Float>) {
    for (index, source) in sources.enumerated() {
      let factor = Lanes(repeating: factors[index])
      let isLast = index == sources.count - 1
      target.walk(beside: source, memory) { read, write, _ in
        var sum = Lanes(read) * factor
        if index > 0 { sum += Lanes(write) }
        (isLast && isRectified ? sum.rectified : sum).store(write)
      }
    }
  }
}
