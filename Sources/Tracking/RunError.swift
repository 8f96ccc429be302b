internal import Architectures
internal import Files

/// A run folder that cannot be used as asked.
public enum RunError: Error, CustomStringConvertible {
  case occupied(path: String)
  case notEmpty(path: String)
  /// Another process works on the run; its number, where it is known.
  case held(path: String, process: Int32?)
  case missing(path: String)
  /// A file of a complete run is gone.
  case gone(path: String)
  case unreadable(path: String, reason: String)
  case malformed(path: String, reason: String)
  case unwritable(path: String, reason: String)

  /// One sentence for people.
  public var description: String { sentence.legible }

  private var sentence: String {
    switch self {
    case .occupied(let path):
      "\(path) already holds a run; give another --output, or go on with it: nas resume \(path)"
    case .notEmpty(let path):
      "\(path) is not empty, but a run needs a new or empty folder; give another --output"
    case .held(let path, let process):
      (process.map { "process \($0)" } ?? "another process")
        + " works on the run in \(path), expected one process at a time"
    case .missing(let path) where path.hasSuffix("/config.json"):
      "there is no file \(path), expected the folder of a run"
    case .missing(let path):
      "there is no file \(path), expected the folder of a run that has come that far; "
        + "nas resume goes on with a run"
    case .gone(let path):
      "there is no file \(path) any more, though the run is complete; remove its summary.json, and "
        + "nas resume makes both again from the checkpoints"
    case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
    case .malformed(let path, let reason): "cannot understand \(path): \(reason)"
    case .unwritable(let path, let reason): "cannot write \(path): \(reason)"
    }
  }
}

extension RunError {
  static func reading(_ failure: FileFailure) -> RunError {
    .unreadable(path: failure.path, reason: failure.reason)
  }

  static func writing(_ failure: FileFailure) -> RunError {
    .unwritable(path: failure.path, reason: failure.reason)
  }
}
