/// Why a file that a command line names cannot be read.
enum InputFault: Error, CustomStringConvertible {
  case missing(path: String, expected: String)
  case unreadable(path: String, reason: String)
  case malformed(path: String, reason: String)

  /// One sentence for people.
  var description: String {
    switch self {
    case .missing(let path, let expected): "there is no file \(path), expected \(expected)"
    case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
    case .malformed(let path, let reason): "\(path) \(reason)"
    }
  }
}
