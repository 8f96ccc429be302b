/// A Python expression that can be broken into lines.
indirect enum PythonExpression {
  /// A piece that stays in one line: a name, a call of few arguments.
  case text(String)
  /// Elements between an opening and a closing piece: calls, lists, tuples.
  case list(String, [PythonExpression], String)
  /// The same of pieces that share lines where they do not fit one.
  case packed(String, [String], String)
  /// Pieces of one text, which Python joins.
  case pieces([String])
  /// A piece before an expression, such as `name=`.
  case labelled(String, PythonExpression)
  /// Operands with `+` or `*` between them.
  case infix(String, [PythonExpression])
  /// An expression and what is asked of it, such as `[:, 1:]`.
  case postfix(PythonExpression, String)

  /// The columns that a line may take.
  static let width = 100

  static func call(_ function: String, _ arguments: [PythonExpression]) -> PythonExpression {
    .list("\(function)(", arguments, ")")
  }

  /// The expression in one line.
  var flat: String {
    switch self {
    case .text(let text): text
    case .list(let open, let elements, let close):
      open + elements.map(\.flat).joined(separator: ", ") + close
    case .packed(let open, let pieces, let close):
      open + pieces.joined(separator: ", ") + close
    case .pieces(let pieces): pieces.joined(separator: " ")
    case .labelled(let label, let expression): label + expression.flat
    case .infix(let sign, let operands):
      operands.map { operand(of: sign, $0).flat }.joined(separator: " \(sign) ")
    case .postfix(let base, let suffix): operand(of: "", base).flat + suffix
    }
  }

  /// The lines of a statement: the expression between two pieces.
  func lines(_ prefix: String = "", suffix: String = "", indent: Int) -> [String] {
    let space = String(repeating: " ", count: indent)
    let line = space + prefix + flat + suffix
    guard line.count > Self.width else { return [line] }
    switch self {
    case .text: return [line]
    case .list(let open, let elements, let close):
      return [space + prefix + open]
        + elements.flatMap { $0.lines(suffix: ",", indent: indent + 4) }
        + [space + close + suffix]
    case .packed(let open, let pieces, let close):
      return [space + prefix + open] + Self.filled(pieces, indent: indent + 4)
        + [space + close + suffix]
    case .pieces(let pieces):
      return [space + prefix + "("] + pieces.map { space + "    " + $0 }
        + [space + ")" + suffix]
    case .labelled(let label, let expression):
      return expression.lines(prefix + label, suffix: suffix, indent: indent)
    case .infix(let sign, let operands):
      return [space + prefix + "("]
        + operands.enumerated().flatMap { index, each in
          operand(of: sign, each).lines(index == 0 ? "" : "\(sign) ", indent: indent + 4)
        } + [space + ")" + suffix]
    case .postfix(let base, let more):
      return operand(of: "", base).lines(prefix, suffix: more + suffix, indent: indent)
    }
  }

  /// An operand, in parentheses unless it binds more strongly.
  private func operand(of sign: String, _ expression: PythonExpression) -> PythonExpression {
    guard case .infix(let inner, _) = expression, !(sign == "+" && inner == "*") else {
      return expression
    }
    return .list("(", [expression], ")")
  }

  private static func filled(_ pieces: [String], indent: Int) -> [String] {
    let space = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = space
    for piece in pieces.map({ "\($0)," }) {
      let longer = line == space ? line + piece : "\(line) \(piece)"
      if longer.count > width, line != space {
        lines.append(line)
        line = space + piece
      } else {
        line = longer
      }
    }
    return lines + (line == space ? [] : [line])
  }
}
