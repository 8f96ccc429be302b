import Foundation
import TestSupport
import Torch

/// Files put together by hand.
enum SafetensorsFile {
  /// The bytes of a file with a true length.
  static func bytes(header: String, body: [UInt8]) -> [UInt8] {
    let length = UInt64(header.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + header.utf8 + body
  }

  static func read(header: String, body: [UInt8]) throws -> Safetensors {
    try read(bytes(header: header, body: body))
  }

  static func read(_ bytes: [UInt8]) throws -> Safetensors {
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "x.safetensors")
      try Data(bytes).write(to: url)
      return try Safetensors(contentsOf: url)
    }
  }
}
