/// Texts and names in Python's spelling.
enum PythonText {
  /// Text in quotes.
  static func literal(_ text: String) -> String {
    "\"\(text.unicodeScalars.map(escaped).joined())\""
  }

  /// Text in quotes, long text in several pieces.
  static func expression(_ text: String) -> PythonExpression {
    .pieces(pieces(text).map { "\"\($0)\"" })
  }

  /// A name for a variable: `cells.0` becomes `cells_0`.
  static func variable(_ name: String) -> String {
    let letters = name.map { isNameCharacter($0) ? String($0) : "_" }.joined()
    let isStart = letters.first.map { !$0.isNumber } ?? false
    return isStart && !keywords.contains(letters) ? letters : "value_\(letters)"
  }

  /// A name for a class: `cells.0` becomes `Cells0`.
  static func className(_ name: String) -> String {
    let words = name.split { !isNameCharacter($0) || $0 == "_" }
    return words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// Whether a name can stand behind a dot.
  static func isIdentifier(_ name: some StringProtocol) -> Bool {
    guard let first = name.first, !first.isNumber else { return false }
    return name.allSatisfy(isNameCharacter) && !keywords.contains(String(name))
  }

  /// Python's words, which cannot be names.
  private static let keywords: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class",
    "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if",
    "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try",
    "while", "with", "yield",
  ]

  private static func isNameCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "_")
  }

  private static func pieces(_ text: String) -> [String] {
    var pieces = [""]
    for scalar in text.unicodeScalars {
      let escaped = escaped(scalar)
      if pieces[pieces.count - 1].count + escaped.count > 72 { pieces.append("") }
      pieces[pieces.count - 1] += escaped
    }
    return pieces
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\\", "\"": return "\\\(scalar)"
    case "\n": return "\\n"
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
      let digits = String(scalar.value, radix: 16)
      return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    default: return String(scalar)
    }
  }
}
