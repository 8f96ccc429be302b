internal import Architectures

/// The sums over all taps and input channels for a few pixels and a block of output channels.
struct DenseTile {
  let height, width, inputs, columnStep, rowStep: Int

  init(_ source: FeatureView, _ window: ConvolutionWindow, inputs: Int) {
    (height, width) = (window.size.height, window.size.width)
    self.inputs = inputs
    columnStep = window.dilation * source.pixelStride
    rowStep = window.dilation * source.rowStride
  }

  var taps: Int { height &* width }

  /// The sums for 4 pixels that are `step` apart.
  @inline(__always)
  func four(
    _ source: UnsafePointer<Float>, _ step: Int, _ panel: UnsafePointer<Float>, _ bias: Lanes
  ) -> (Lanes, Lanes, Lanes, Lanes) {
    var (a, b, c, d) = (bias, bias, bias, bias)
    var weights = panel
    for y in 0..<height {
      for x in 0..<width {
        let first = source + (y &* rowStep &+ x &* columnStep)
        let (second, third, fourth) = (first + step, first + 2 &* step, first + 3 &* step)
        var input = 0
        while input < inputs {
          let weight = Lanes(weights)
          a.add(weight, times: Lanes(repeating: first[input]))
          b.add(weight, times: Lanes(repeating: second[input]))
          c.add(weight, times: Lanes(repeating: third[input]))
          d.add(weight, times: Lanes(repeating: fourth[input]))
          weights += Lanes.scalarCount
          input &+= 1
        }
      }
    }
    return (a, b, c, d)
  }

  /// The sums for one pixel.
  @inline(__always)
  func one(
    _ source: UnsafePointer<Float>, _ panel: UnsafePointer<Float>, _ bias: Lanes
  ) -> Lanes {
    var sum = bias
    var weights = panel
    for y in 0..<height {
      for x in 0..<width {
        let first = source + (y &* rowStep &+ x &* columnStep)
        var input = 0
        while input < inputs {
          sum.add(Lanes(weights), times: Lanes(repeating: first[input]))
          weights += Lanes.scalarCount
          input &+= 1
        }
      }
    }
    return sum
  }
}
