package import Foundation

/// The bytes of a file in the safetensors format and what its header says about them.
///
/// Layout: the header's length as a little-endian 64-bit integer, a JSON header, then the tensors' bytes, row-major and
/// little-endian. The tensors stay where they lie: `bytes(of:)` finds them there.
package struct SafetensorsFile: Sendable {
  /// The tensors by name.
  package internal(set) var entries: [String: Entry] = [:]
  /// Text kept with them; the checksum is none of it.
  package internal(set) var metadata: [String: String] = [:]
  /// Whether the file has a checksum; it fits then.
  package internal(set) var hasChecksum = false
  /// What follows the header.
  let body: Data

  /// The element types of the format that exist here, under the format's names.
  package enum ElementType: String, Sendable, CaseIterable {
    case uint8 = "U8"
    case bool = "BOOL"
    case int32 = "I32"
    case int64 = "I64"
    case bfloat16 = "BF16"
    case float32 = "F32"
    case float64 = "F64"

    /// Bytes per element.
    package var size: Int {
      switch self {
      case .uint8, .bool: 1
      case .bfloat16: 2
      case .int32, .float32: 4
      case .int64, .float64: 8
      }
    }
  }

  /// One tensor's entry in the header.
  package struct Entry: Hashable, Sendable {
    /// The type of its elements.
    package let type: ElementType
    /// The length of each dimension.
    package let shape: [Int]
    /// Where its bytes lie behind the header.
    package let range: Range<Int>
  }

  /// What is wrong with a file.
  package struct Malformed: Error, Hashable {
    /// The end of a sentence: `it has 3 bytes, expected at least 8`.
    package let reason: String
    init(_ reason: String) { self.reason = reason }
  }

  /// The bytes of a tensor of the file.
  package func bytes(of entry: Entry) -> Data {
    body.dropFirst(entry.range.lowerBound).prefix(entry.range.count)
  }
}
