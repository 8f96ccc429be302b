internal import Architectures

/// A convolution of all channels, by tiles of 4 pixels and 8 output channels that stay in registers.
struct DenseConvolution: ExecutionStep {
  private let source: FeatureView
  private let target: FeatureView
  private let window: ConvolutionWindow
  private let weights: PackedWeights
  private let isRectified: Bool

  init(
    source: FeatureView, target: FeatureView, window: ConvolutionWindow = .pixel,
    weights: PackedWeights, isRectified: Bool
  ) {
    if window.size == 1, window.stride == 1, let source = source.flattened,
      let target = target.flattened
    {
      // In one long row, fewer pixels are left over from tiles.
      (self.source, self.target) = (source, target)
    } else {
      (self.source, self.target) = (source, target)
    }
    (self.window, self.weights, self.isRectified) = (window, weights, isRectified)
  }

  func run(_ memory: UnsafeMutablePointer<Float>) {
    run(memory, weights: weights.values, biases: weights.biases)
  }

  private func run(
    _ memory: UnsafeMutablePointer<Float>, weights: UnsafePointer<Float>,
    biases: UnsafePointer<Float>
  ) {
    let tile = DenseTile(source, window, inputs: self.weights.inputs)
    let panel = tile.taps &* tile.inputs &* Lanes.scalarCount
    let step = window.stride.width &* source.pixelStride
    for block in 0..<target.blocks {
      let (panel, bias) = (weights + block &* panel, Lanes(biases + block &* Lanes.scalarCount))
      for row in 0..<target.height {
        var read = UnsafePointer(memory + source.place(row &* window.stride.height, 0))
        var write = memory + target.place(row, 0) + block &* Lanes.scalarCount
        var rest = target.width
        while rest >= 4 {
          let sums = tile.four(read, step, panel, bias)
          store(sums.0, write)
          store(sums.1, write + target.pixelStride)
          store(sums.2, write + 2 &* target.pixelStride)
          store(sums.3, write + 3 &* target.pixelStride)
          read += 4 &* step
          write += 4 &* target.pixelStride
          rest &-= 4
        }
        while rest > 0 {
          store(tile.one(read, panel, bias), write)
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
}
