/// Writes an XML document of nested elements, with everything escaped.
struct SVGWriter {
  private(set) var text = ""
  private var depth = 0

  /// Writes an element that holds `content`, or nothing.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String>, content: String? = nil
  ) {
    indent()
    open(name, attributes)
    if let content {
      text += ">\(Self.escaped(content))</\(name)>\n"
    } else {
      text += "/>\n"
    }
  }

  /// Writes an element that holds the elements which `body` writes.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String>, body: (inout SVGWriter) -> Void
  ) {
    indent()
    open(name, attributes)
    text += ">\n"
    depth += 1
    body(&self)
    depth -= 1
    indent()
    text += "</\(name)>\n"
  }

  /// Writes what another writer wrote.
  mutating func append(_ other: SVGWriter) {
    text += other.text
  }

  private mutating func indent() {
    text += String(repeating: "  ", count: depth)
  }

  private mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String>) {
    text += "<\(name)"
    for (key, value) in attributes {
      text += " \(key)=\"\(Self.escaped(value))\""
    }
  }

  /// The text with XML's own characters escaped and those that XML forbids left out.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\t", "\n", "\r": escaped += " "
      case "\0"..<" ", "\u{FFFE}", "\u{FFFF}": continue
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
