/// The size of an image or a feature map, without the batch.
public struct ImageShape: Hashable, Codable, Sendable {
  /// The number of channels.
  public var channels: Int
  /// The number of rows.
  public var height: Int
  /// The number of columns.
  public var width: Int

  /// A shape of `channels` x `height` x `width`.
  public init(channels: Int, height: Int, width: Int) {
    self.channels = channels
    self.height = height
    self.width = width
  }

  /// The number of pixels of one channel.
  public var area: Int { height * width }

  /// The same size with another number of channels.
  public func withChannels(_ channels: Int) -> ImageShape {
    ImageShape(channels: channels, height: height, width: width)
  }

  /// The size after a padded convolution or pooling: a side of `n` becomes `ceil(n / stride)`.
  public func strided(by stride: Int) -> ImageShape {
    precondition(stride > 0, "stride \(stride) is not positive")
    return ImageShape(
      channels: channels,
      height: (height + stride - 1) / stride,
      width: (width + stride - 1) / stride
    )
  }
}

extension ImageShape: CustomStringConvertible {
  /// The shape as "channels x height x width".
  public var description: String { "\(channels)x\(height)x\(width)" }
}
