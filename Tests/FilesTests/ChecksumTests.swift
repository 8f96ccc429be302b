import Files
import Testing

struct ChecksumTests {
  /// Values of the reference implementation.
  @Test(
    arguments: [
      ("", 0, 0xEF46_DB37_51D8_E999), ("a", 0, 0xD24E_C4F1_A98C_6E5B),
      ("abc", 0, 0x44BC_2CF5_AD77_0999), ("", 2_654_435_761, 0xAC75_FDA2_929B_17EF),
      ("The quick brown fox jumps over the lazy dog", 0, 0x0B24_2D36_1FDA_71BC),
    ] as [(String, UInt64, UInt64)])
  func isXXH64(text: String, seed: UInt64, expected: UInt64) {
    #expect(Array(text.utf8).withUnsafeBytes { checksum($0, seed: seed) } == expected)
  }

  @Test func hasSixteenDigits() {
    #expect(checksum("abc") == "44bc2cf5ad770999")
    #expect(hexadecimal(0xB24) == "0000000000000b24")
  }

  /// Of every length up to two rounds of 32 bytes, each flipped bit gives another hash.
  @Test func everyBitCounts() {
    for count in 1...67 {
      var bytes = (0..<count).map { UInt8($0) }
      var seen: Set<UInt64> = [bytes.withUnsafeBytes { checksum($0) }]
      for index in bytes.indices {
        for bit in 0..<8 {
          bytes[index] ^= 1 << bit
          seen.insert(bytes.withUnsafeBytes { checksum($0) })
          bytes[index] ^= 1 << bit
        }
      }
      #expect(seen.count == 1 + 8 * count)
    }
  }
}
