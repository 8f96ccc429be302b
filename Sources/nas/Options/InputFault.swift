/// Why something that a command line names, or is relative to, cannot be read.
enum InputFault: Error, CustomStringConvertible {
  case missing(path: String, expected: String)
  case unreadable(path: String, reason: String)
  case noWorkingFolder
  case malformed(path: String, reason: String)
  /// A file that would be overwritten by what an option names.
  case occupied(path: String, option: String = "--output")
  /// An option without which, or with which, what was named cannot be used.
  case lacking(option: String, what: String)
  case needless(option: String, what: String)

  /// One sentence for people.
  var description: String {
    switch self {
    case .missing(let path, let expected): "there is no file \(path), expected \(expected)"
    case .noWorkingFolder: "the working folder is gone: change to one that is there"
    case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
    case .malformed(let path, let reason): "\(path) \(reason)"
    case .occupied(let path, let option):
      "\(path) is there already, expected another \(option)"
    case .lacking(let option, let what): "\(what), expected \(option)"
    case .needless(let option, let what): "\(option) is for an architecture file alone: \(what)"
    }
  }
}
