/// The idx format of MNIST: a magic number, the dimensions as big-endian integers, then bytes.
package enum IDX {
  /// Checks a file against the dimensions it should have.
  ///
  /// - Parameters:
  ///   - content: The whole file, or its first bytes if it is longer than it should be.
  ///   - dimensions: Images, rows and columns for images; their number alone for labels.
  /// - Returns: The bytes after the header.
  /// - Throws: The first fault, in the order magic number, dimensions, length.
  package static func values(
    in content: [UInt8], dimensions: [Int]
  ) throws(FileFault) -> ArraySlice<UInt8> {
    let length = byteCount(dimensions: dimensions)
    guard content.count >= 4 else {
      throw .size(found: content.count, expected: length)
    }
    let magic = integer(in: content, at: 0)
    // 0x08 stands for unsigned bytes, the last byte for the number of dimensions.
    let expectedMagic = UInt32(0x0800 + dimensions.count)
    guard magic == expectedMagic else {
      throw .magic(found: magic, expected: expectedMagic)
    }
    let headerLength = headerByteCount(dimensions: dimensions)
    guard content.count >= headerLength else {
      throw .size(found: content.count, expected: length)
    }
    let found = dimensions.indices.map { Int(integer(in: content, at: 4 + 4 * $0)) }
    guard found == dimensions else {
      throw .dimensions(found: found, expected: dimensions)
    }
    guard content.count == length else {
      throw .size(found: content.count, expected: length)
    }
    return content[headerLength...]
  }

  /// The length of a file with these dimensions.
  static func byteCount(dimensions: [Int]) -> Int {
    headerByteCount(dimensions: dimensions) + dimensions.reduce(1, *)
  }

  private static func headerByteCount(dimensions: [Int]) -> Int { 4 + 4 * dimensions.count }

  private static func integer(in content: [UInt8], at offset: Int) -> UInt32 {
    content[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
