internal import Foundation

/// The 64-bit hash XXH64 (by its public description, with test values): not against forgers, but any damage changes it.
///
/// - Parameters:
///   - bytes: What is hashed.
///   - seed: Another seed gives another hash; the hash of what came before, to hash something in two pieces.
/// - Returns: The hash.
/// - Complexity: Eight bytes in about a nanosecond.
package func checksum(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
  var place = 0
  func word() -> UInt64 {
    defer { place += 8 }
    return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
  }
  var hash = seed &+ Prime.fifth
  if bytes.count >= 32 {
    var (a, b) = (seed &+ Prime.first &+ Prime.second, seed &+ Prime.second)
    var (c, d) = (seed, seed &- Prime.first)
    while place + 32 <= bytes.count {
      a = mixed(a, with: word())
      b = mixed(b, with: word())
      c = mixed(c, with: word())
      d = mixed(d, with: word())
    }
    hash = rotated(a, 1) &+ rotated(b, 7) &+ rotated(c, 12) &+ rotated(d, 18)
    for lane in [a, b, c, d] {
      hash = (hash ^ mixed(0, with: lane)) &* Prime.first &+ Prime.fourth
    }
  }
  hash &+= UInt64(bytes.count)
  while place + 8 <= bytes.count {
    hash = rotated(hash ^ mixed(0, with: word()), 27) &* Prime.first &+ Prime.fourth
  }
  if place + 4 <= bytes.count {
    let half = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
    hash = rotated(hash ^ UInt64(half) &* Prime.first, 23) &* Prime.second &+ Prime.third
    place += 4
  }
  for byte in bytes[place...] {
    hash = rotated(hash ^ UInt64(byte) &* Prime.fifth, 11) &* Prime.first
  }
  hash = (hash ^ hash >> 33) &* Prime.second
  hash = (hash ^ hash >> 29) &* Prime.third
  return hash ^ hash >> 32
}

/// The checksum of a text's UTF-8 as 16 hexadecimal digits.
package func checksum(_ text: String) -> String {
  hexadecimal(Array(text.utf8).withUnsafeBytes { checksum($0) })
}

/// A checksum as 16 digits.
package func hexadecimal(_ checksum: UInt64) -> String {
  let digits = String(checksum, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}

private enum Prime {
  static let first: UInt64 = 0x9E37_79B1_85EB_CA87
  static let second: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  static let third: UInt64 = 0x1656_67B1_9E37_79F9
  static let fourth: UInt64 = 0x85EB_CA77_C2B2_AE63
  static let fifth: UInt64 = 0x27D4_EB2F_1656_67C5
}

@inline(__always)
private func rotated(_ value: UInt64, _ bits: UInt64) -> UInt64 {
  value << bits | value >> (64 - bits)
}

@inline(__always)
private func mixed(_ lane: UInt64, with word: UInt64) -> UInt64 {
  rotated(lane &+ word &* Prime.second, 31) &* Prime.first
}
