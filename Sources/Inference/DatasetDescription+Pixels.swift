internal import Architectures

extension DatasetDescription {
  /// The numbers of one image's pixels, or of several images' one behind the other.
  ///
  /// They are computed as in training, to the last bit.
  ///
  /// - Parameter pixels: 0 to 255, N x H x W x C.
  /// - Returns: N x C x H x W.
  func normalized(_ pixels: [UInt8]) -> [Float] {
    let (channels, area) = (imageShape.channels, imageShape.area)
    let images = pixels.count / (channels * area)
    let offsets = normalization.mean.map { Float($0 * 255) }
    let scales = normalization.standardDeviation.map { Float(1 / ($0 * 255)) }
    return [Float](unsafeUninitializedCapacity: pixels.count) { buffer, initialized in
      for image in 0..<images {
        for channel in 0..<channels {
          let (offset, scale) = (offsets[channel], scales[channel])
          let first = (image * channels + channel) * area
          var place = image * channels * area + channel
          for pixel in first..<first + area {
            buffer.initializeElement(at: pixel, to: (Float(pixels[place]) - offset) * scale)
            place += channels
          }
        }
      }
      initialized = pixels.count
    }
  }
}
