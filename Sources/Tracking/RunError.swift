/// A run folder that cannot be used as asked.
public enum RunError: Error, CustomStringConvertible {
  case occupied(path: String)
  case notEmpty(path: String)
  case missing(path: String)
  case malformed(path: String, reason: String)
  case unwritable(path: String, reason: String)

  /// One sentence for people.
  public var description: String {
    switch self {
    case .occupied(let path):
      "\(path) already holds a run; give another --output, or go on with it: nas resume \(path)"
    case .notEmpty(let path):
      "\(path) is not empty, but a run needs a new or empty folder; give another --output"
    case .missing(let path): "there is no file \(path), which a run folder must hold"
    case .malformed(let path, let reason): "cannot understand \(path): \(reason)"
    case .unwritable(let path, let reason): "cannot write \(path): \(reason)"
    }
  }
}
