internal import Foundation

/// A name as it is compared: numbers in it count by their value, all else by Unicode's numbers of its characters.
///
/// So `2` comes before `10`, `B` before `a`, and `Ä` after both, whatever the locale and the file system.
struct NaturalKey: Comparable {
  private enum Piece: Equatable {
    /// Digits without leading zeros.
    case number([UInt8])
    case text([UInt32])
  }

  private let pieces: [Piece]
  private let name: [UInt32]

  init(_ name: String) {
    let scalars = name.precomposedStringWithCanonicalMapping.unicodeScalars.map(\.value)
    var pieces: [Piece] = []
    var place = 0
    func isDigit(_ value: UInt32) -> Bool { (0x30...0x39).contains(value) }
    while place < scalars.count {
      let isNumber = isDigit(scalars[place])
      let end = scalars[place...].firstIndex { isDigit($0) != isNumber } ?? scalars.count
      let run = scalars[place..<end]
      pieces.append(
        isNumber ? .number(run.drop { $0 == 0x30 }.map { UInt8($0) }) : .text(Array(run)))
      place = end
    }
    self.pieces = pieces
    self.name = scalars
  }

  static func == (left: Self, right: Self) -> Bool { left.name == right.name }

  static func < (left: Self, right: Self) -> Bool {
    for (a, b) in zip(left.pieces, right.pieces) where a != b {
      switch (a, b) {
      case (.number(let a), .number(let b)):
        return a.count == b.count ? a.lexicographicallyPrecedes(b) : a.count < b.count
      case (.text(let a), .text(let b)): return a.lexicographicallyPrecedes(b)
      case (.number, .text(let text)): return text.first.map { $0 > 0x39 } ?? false
      case (.text(let text), .number): return text.first.map { $0 < 0x30 } ?? true
      }
    }
    guard left.pieces.count == right.pieces.count else {
      return left.pieces.count < right.pieces.count
    }
    // Equal but for leading zeros.
    return left.name.lexicographicallyPrecedes(right.name)
  }
}

extension Sequence {
  /// The elements in the natural order of their names.
  func naturallySorted(by name: (Element) -> String) -> [Element] {
    map { (NaturalKey(name($0)), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }
}
