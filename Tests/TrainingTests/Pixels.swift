import Architectures
import Datasets
import Torch

@testable import Training

/// An image of bytes, row by row, of one channel.
typealias Pixels = [[UInt8]]

extension ImageSet {
  /// The pixels of an image of one channel.
  func pixels(_ index: Int) -> Pixels {
    (0..<height).map { row in
      (0..<width).map { images[(index * height + row) * width + $0] }
    }
  }
}

extension Batch {
  /// The pixels of an image of one channel, the normalisation of `onDevice` undone.
  func pixels(_ index: Int) -> Pixels {
    let (height, width) = (images.size(2), images.size(3))
    let normalization = Dataset.fashionMNIST.normalization
    let (mean, deviation) = (normalization.mean[0], normalization.standardDeviation[0])
    let values = ((images[index] * deviation + mean) * 255.0).floats
    return (0..<height).map { row in
      (0..<width).map { UInt8(values[row * width + $0].rounded()) }
    }
  }
}

extension Pixels {
  var mirrored: Pixels { map { $0.reversed() } }

  /// The windows of this size on the image with `pad` black pixels around, by their corners.
  func windows(pad: Int) -> [Pixels] {
    let width = self[0].count
    let black = [UInt8](repeating: 0, count: width + 2 * pad)
    let edge = [UInt8](repeating: 0, count: pad)
    let rows = [[UInt8]](repeating: black, count: pad)
    let padded = rows + map { edge + $0 + edge } + rows
    var windows: [Pixels] = []
    for top in 0...(2 * pad) {
      for left in 0...(2 * pad) {
        windows.append(padded[top..<(top + count)].map { [UInt8]($0[left..<(left + width)]) })
      }
    }
    return windows
  }
}
