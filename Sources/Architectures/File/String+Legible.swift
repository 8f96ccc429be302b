extension String {
  /// The text as part of a message: on one line and of at most 1,000 characters.
  ///
  /// What comes from files and command lines may hold characters that move the cursor of a terminal;
  /// they are written as escapes.
  package var legible: String {
    var text = ""
    for scalar in prefix(1_001).unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: text += scalar.escaped(asASCII: true)
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text.count > 1_000 ? text.prefix(999) + "\u{2026}" : text
  }
}
