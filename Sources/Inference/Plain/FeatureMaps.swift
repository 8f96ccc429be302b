internal import Architectures

/// The values of one image at one place of a graph, C x H x W.
struct FeatureMaps {
  let shape: ImageShape
  var values: [Float]

  init(_ shape: ImageShape, _ values: [Float]) {
    self.shape = shape
    self.values = values
  }

  /// Values of a shape, each computed from its place.
  init(_ shape: ImageShape, value: (_ channel: Int, _ row: Int, _ column: Int) -> Double) {
    self.shape = shape
    values = []
    values.reserveCapacity(shape.count)
    for channel in 0..<shape.channels {
      for row in 0..<shape.height {
        for column in 0..<shape.width { values.append(Float(value(channel, row, column))) }
      }
    }
  }

  /// A value; outside of the image there are none.
  subscript(channel: Int, row: Int, column: Int) -> Float? {
    guard (0..<shape.height).contains(row), (0..<shape.width).contains(column) else { return nil }
    return values[(channel * shape.height + row) * shape.width + column]
  }

  /// The values, each computed from the one at its place.
  func map(_ transform: (Float) -> Float) -> FeatureMaps {
    FeatureMaps(shape, values.map(transform))
  }

  /// The values under a window, without those outside of the image.
  func values(
    under window: GraphOperator.Window, channel: Int, row: Int, column: Int
  ) -> [Float] {
    var values: [Float] = []
    for y in 0..<window.size {
      for x in 0..<window.size {
        let place = (
          row * window.stride - window.padding + y, column * window.stride - window.padding + x
        )
        if let value = self[channel, place.0, place.1] { values.append(value) }
      }
    }
    return values
  }
}
