internal import Architectures

/// A convolution of each channel by itself, by tiles of 4 pixels and 8 channels that stay in registers.
struct DepthwiseConvolution: ExecutionStep {
  let source: FeatureView
  let target: FeatureView
  let window: ConvolutionWindow
  let weights: PackedWeights
  let isRectified: Bool

  func run(_ memory: UnsafeMutablePointer<Float>) {
    run(memory, weights: weights.values, biases: weights.biases)
  }

  private func run(
    _ memory: UnsafeMutablePointer<Float>, weights: UnsafePointer<Float>,
    biases: UnsafePointer<Float>
  ) {
    let lanes = Lanes.scalarCount
    let taps = window.size.height &* window.size.width
    let step = window.stride.width &* source.pixelStride
    for block in 0..<target.blocks {
      let first = block &* lanes
      let (kernel, bias) = (weights + first &* taps, Lanes(biases + first))
      for row in 0..<target.height {
        var read = UnsafePointer(memory + source.place(row &* window.stride.height, 0) + first)
        var write = memory + target.place(row, 0) + first
        var rest = target.width
        while rest >= 4 {
          let sums = four(read, step, kernel, bias)
          store(sums.0, write)
          store(sums.1, write + target.pixelStride)
          store(sums.2, write + 2 &* target.pixelStride)
          store(sums.3, write + 3 &* target.pixelStride)
          read += 4 &* step
          write += 4 &* target.pixelStride
          rest &-= 4
        }
        while rest > 0 {
          store(one(read, kernel, bias), write)
          read += step
          write += target.pixelStride
          rest &-= 1
        }
      }
    }
  }

  @inline(__always)
  private func store(_ sum: Lanes, _ pointer: UnsafeMutablePointer<Float>) {
    (isRectified ? sum.rectified : sum).store(pointer)
  }

  @inline(__always)
  private func four(
    _ source: UnsafePointer<Float>, _ step: Int, _ kernel: UnsafePointer<Float>, _ bias: Lanes
  ) -> (Lanes, Lanes, Lanes, Lanes) {
    var (a, b, c, d) = (bias, bias, bias, bias)
    var weights = kernel
    let columnStep = window.dilation &* self.source.pixelStride
    for y in 0..<window.size.height {
      var place = source + y &* window.dilation &* self.source.rowStride
      for _ in 0..<window.size.width {
        let weight = Lanes(weights)
        a.add(weight, times: Lanes(place))
        b.add(weight, times: Lanes(place + step))
        c.add(weight, times: Lanes(place + 2 &* step))
        d.add(weight, times: Lanes(place + 3 &* step))
        weights += Lanes.scalarCount
        place += columnStep
      }
    }
    return (a, b, c, d)
  }

  @inline(__always)
  private func one(
    _ source: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>, _ bias: Lanes
  ) -> Lanes {
    var sum = bias
    var weights = kernel
    let columnStep = window.dilation &* self.source.pixelStride
    for y in 0..<window.size.height {
      var place = source + y &* window.dilation &* self.source.rowStride
      for _ in 0..<window.size.width {
        sum.add(Lanes(weights), times: Lanes(place))
        weights += Lanes.scalarCount
        place += columnStep
      }
    }
    return sum
  }
}
