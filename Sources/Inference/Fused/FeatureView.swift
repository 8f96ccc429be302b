internal import Architectures

/// Where the values of one image lie in the memory of an execution: pixel by pixel, channels last.
///
/// The channels of a pixel are filled up to whole blocks of lanes; what stands in the rest has no meaning. A view may
/// be a part of another one.
struct FeatureView: Hashable, Sendable {
  /// The place of the first value.
  var offset: Int
  /// The channels.
  var channels: Int
  /// The rows.
  var height: Int
  /// The columns.
  var width: Int
  /// From a pixel to the one to the right.
  var pixelStride: Int
  /// From a pixel to the one below.
  var rowStride: Int

  /// A view of memory of its own.
  init(_ shape: ImageShape, at offset: Int) {
    self.offset = offset
    (channels, height, width) = (shape.channels, shape.height, shape.width)
    pixelStride = channels.filledLanes
    rowStride = width * pixelStride
  }

  /// The floats that a shape needs for itself.
  static func size(_ shape: ImageShape) -> Int { shape.area * shape.channels.filledLanes }

  /// The blocks of lanes that hold the channels of a pixel.
  var blocks: Int { channels.blocksOfLanes }

  /// A part of the image.
  func sliced(channels: Range<Int>, rows: Range<Int>, columns: Range<Int>) -> FeatureView {
    var slice = self
    slice.offset += place(rows.lowerBound, columns.lowerBound) - offset + channels.lowerBound
    (slice.channels, slice.height, slice.width) = (channels.count, rows.count, columns.count)
    return slice
  }

  /// Some of the channels.
  func sliced(channels: Range<Int>) -> FeatureView {
    sliced(channels: channels, rows: 0..<height, columns: 0..<width)
  }

  /// The place of a pixel's first channel.
  @inline(__always)
  func place(_ row: Int, _ column: Int) -> Int {
    offset &+ row &* rowStride &+ column &* pixelStride
  }

  /// The same pixels in one row, where no gap is between rows.
  var flattened: FeatureView? {
    guard rowStride == width * pixelStride || height == 1 else { return nil }
    var flat = self
    (flat.height, flat.width, flat.rowStride) = (1, height * width, height * width * pixelStride)
    return flat
  }
}
