extension String {
  /// The text as part of a message: on one line and of at most 1,000 characters.
  ///
  /// What comes from files and command lines may hold characters that move the cursor of a terminal or turn the order of
  /// what follows around; they are written as escapes.
  package var legible: String {
    var text = ""
    for scalar in prefix(1_001).unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: text += scalar.escaped(asASCII: true)
      case _ where scalar.properties.isBidiControl: text += scalar.escaped(asASCII: true)
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text.count > 1_000 ? text.prefix(999) + "\u{2026}" : text
  }

  /// The text as a part of a line: what comes after it stands at its right.
  ///
  /// A text in Hebrew or Arabic would else take numbers and arrows behind it to its left.
  var asPartOfLine: String {
    unicodeScalars.contains(where: \.isRightToLeft) ? self + "\u{200E}" : self
  }
}

extension Unicode.Scalar {
  /// Whether it belongs to a script that is written from right to left.
  fileprivate var isRightToLeft: Bool {
    switch value {
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
      true
    default: false
    }
  }
}
