internal import Foundation

/// Amounts of memory as people write them.
public enum MemorySize {
  private static let units: [(name: String, bytes: Double)] = [
    ("tib", 0x1p40), ("gib", 0x1p30), ("mib", 0x1p20), ("kib", 0x1p10),
    ("tb", 1e12), ("gb", 1e9), ("mb", 1e6), ("kb", 1e3), ("b", 1),
  ]

  /// What `bytes(_:)` takes, for people.
  public static let expected = "a size such as 4GB, 1.5GB or 500MB"

  /// The bytes of a text such as `4GB`, `1.5 GiB` or `500mb`; nil for anything else.
  public static func bytes(_ text: String) -> Int? {
    let text = text.lowercased()
    guard let unit = units.first(where: { text.hasSuffix($0.name) }) else { return nil }
    let number = text.dropLast(unit.name.count).trimmingCharacters(in: .whitespaces)
    // Not what Double alone would take: signs, exponents, infinity.
    guard number.allSatisfy({ $0.isASCII && $0.isNumber || $0 == "." }), let value = Double(number)
    else { return nil }
    let bytes = value * unit.bytes
    return (1..<1e18).contains(bytes) ? Int(bytes) : nil
  }

  /// `1.2 GB`, or `350 MB` below one.
  public static func text(_ bytes: Int) -> String {
    bytes < 999_500_000
      ? String(format: "%.0f MB", Double(bytes) / 1e6)
      : String(format: "%.1f GB", Double(bytes) / 1e9)
  }
}
