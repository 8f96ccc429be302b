extension String {
  /// The columns of a terminal that a legible text takes.
  var columns: Int { reduce(0) { $0 + $1.columns } }

  /// The text in at most so many columns; an ellipsis stands for what is cut off.
  func cut(columns limit: Int) -> String {
    columns <= limit ? self : start(columns: limit - 1) + "\u{2026}"
  }

  /// The text in at most so many columns; an ellipsis stands for what is cut out of its middle.
  func cutInMiddle(columns limit: Int) -> String {
    guard columns > limit else { return self }
    let end = String(reversed()).start(columns: (limit - 1) / 2)
    return start(columns: limit - 1 - end.columns) + "\u{2026}" + String(end.reversed())
  }

  /// The longest start in at most so many columns.
  private func start(columns limit: Int) -> String {
    var (text, width) = ("", 0)
    for character in self {
      width += character.columns
      guard width <= limit else { break }
      text.append(character)
    }
    return text
  }
}

extension Character {
  /// The columns of a terminal that the character takes: one, two where it is wide.
  fileprivate var columns: Int {
    let isPicture = unicodeScalars.contains {
      $0.properties.isEmojiPresentation || $0 == "\u{FE0F}"
    }
    return isPicture ? 2 : unicodeScalars.reduce(0) { $0 + $1.columns }
  }
}

extension Unicode.Scalar {
  /// As East Asian Width has it (Unicode Standard Annex 11), without unassigned characters.
  fileprivate var columns: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch value {
    // Vowels and final consonants that join the syllable before them.
    case 0x1160...0x11FF, 0xD7B0...0xD7FF: return 0
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
      0xFFE0...0xFFE6,
      0x16FE0...0x1B2FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
