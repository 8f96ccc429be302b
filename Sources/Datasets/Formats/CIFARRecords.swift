/// The binary format of CIFAR: per image its label bytes, then one plane per channel.
package struct CIFARRecords {
  /// The number of images in the file.
  let count: Int
  /// The bytes before the planes; the last one is the label (CIFAR-100: coarse, then fine).
  let labelBytes: Int
  let channels: Int
  /// The number of pixels of a plane.
  let pixels: Int

  /// Describes a file; nothing is read yet.
  package init(count: Int, labelBytes: Int, channels: Int, pixels: Int) {
    self.count = count
    self.labelBytes = labelBytes
    self.channels = channels
    self.pixels = pixels
  }

  /// The length of the file.
  var byteCount: Int { count * recordLength }

  private var recordLength: Int { labelBytes + channels * pixels }

  /// Appends the images, with the channels of a pixel next to each other, and the labels.
  ///
  /// - Throws: `FileFault.size` if the file has another length.
  package func append(
    _ content: [UInt8], to images: inout [UInt8], labels: inout [Int32]
  ) throws(FileFault) {
    guard content.count == byteCount else {
      throw .size(found: content.count, expected: byteCount)
    }
    labels += (0..<count).lazy.map { Int32(content[$0 * recordLength + labelBytes - 1]) }
    images += [UInt8](unsafeUninitializedCapacity: count * channels * pixels) { buffer, length in
      content.withUnsafeBufferPointer { source in interleave(source, into: buffer) }
      length = count * channels * pixels
    }
  }

  private func interleave(
    _ source: UnsafeBufferPointer<UInt8>, into target: UnsafeMutableBufferPointer<UInt8>
  ) {
    for record in 0..<count {
      for channel in 0..<channels {
        var from = record * recordLength + labelBytes + channel * pixels
        let end = from + pixels
        var to = record * channels * pixels + channel
        while from < end {
          target[to] = source[from]
          from += 1
          to += channels
        }
      }
    }
  }
}
