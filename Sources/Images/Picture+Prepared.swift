package import Architectures

extension Picture {
  /// The picture as a network for images of that shape reads it.
  ///
  /// Its colours become as many channels as the network has. It is resized so that it just covers the image, its
  /// shorter side for square ones, and the middle is cut out. This is what torchvision's `Resize` and `CenterCrop` do
  /// with a picture of Pillow: bit for bit.
  ///
  /// - Parameter shape: Of one image, with 1 or 3 channels.
  /// - Returns: The pixels, height x width x channels.
  package func prepared(for shape: ImageShape) -> [UInt8] {
    let picture = withChannels(shape.channels)
    // Which side is the one that fits exactly: the other is longer than needed.
    let isWider = width * shape.height >= height * shape.width
    let (newHeight, newWidth) =
      isWider
      ? (shape.height, shape.height * width / height)
      : (shape.width * height / width, shape.width)
    func margin(_ surplus: Int) -> Int {
      // Halves go to the even number, as Python rounds.
      surplus / 2 + (surplus % 4 == 3 ? 1 : 0)
    }
    let columns = Resampling(
      size: width, to: newWidth, from: margin(newWidth - shape.width), count: shape.width)
    let rows = Resampling(
      size: height, to: newHeight, from: margin(newHeight - shape.height), count: shape.height)
    return picture.resampled(rows: rows, columns: columns)
  }

  /// The same in grey or in colours.
  private func withChannels(_ wanted: Int) -> Picture {
    precondition(wanted == 1 || wanted == 3, "expected 1 or 3 channels, received \(wanted)")
    guard wanted != channels else { return self }
    return Picture(
      pixels: wanted == 1 ? Colors.grey(pixels) : Colors.colored(pixels), height: height,
      width: width, channels: wanted)
  }
}
