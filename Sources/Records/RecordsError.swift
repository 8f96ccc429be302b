internal import Architectures
internal import GRDB
internal import Tracking

/// An index of runs that cannot be used; the runs themselves are as they were.
public enum RecordsError: Error, CustomStringConvertible {
  /// Another program keeps everybody else from writing.
  case locked(path: String)
  /// The file is no index of runs.
  case damaged(path: String, reason: String)
  /// A later version made it.
  case newer(path: String)
  /// The system refuses to read or to write.
  case failed(path: String, reason: String, isPassing: Bool)
  /// A run that is not in the folder of the index.
  case outside(run: String, folder: String)

  /// One sentence for people.
  public var description: String { sentence.legible }

  private var sentence: String {
    switch self {
    case .locked(let path):
      "cannot write \(path): another program has locked it"
    case .damaged(let path, let reason):
      "\(path) is no index of runs (\(reason)); nas runs --rebuild puts one in its place"
    case .newer(let path):
      "\(path) is of a newer swift-nas; nas runs --rebuild puts one of this version in its place"
    case .failed(let path, let reason, _): "cannot write \(path): \(reason)"
    case .outside(let run, let folder):
      "the run \(run) is not in \(folder), expected one of its folders"
    }
  }

  /// Whether it may go by itself.
  var isPassing: Bool {
    switch self {
    case .locked: true
    case .failed(_, _, let isPassing): isPassing
    case .damaged, .newer, .outside: false
    }
  }

  /// What an error means of the database at a path.
  init(_ error: any Error, at path: String) {
    switch error {
    case let error as RecordsError: self = error
    case let error as DatabaseError:
      let reason = error.message ?? "\(error.resultCode)"
      switch error.resultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
      // All statements are this program's own: one that makes no sense meets other tables than its own.
      case .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_ERROR:
        self = .damaged(path: path, reason: reason)
      case .SQLITE_CONSTRAINT:
        self = .failed(
          path: path, reason: "its tables do not take what a run has (\(reason))", isPassing: false)
      default:
        self = .failed(path: path, reason: reason, isPassing: error.isPassing)
      }
    default: self = .failed(path: path, reason: systemReason(error), isPassing: false)
    }
  }
}

extension DatabaseError {
  /// Whether the same may succeed a moment later.
  fileprivate var isPassing: Bool {
    switch resultCode {
    case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_NOMEM: true
    // Another process opens the file, has changed its tables, or stops what this one does.
    case .SQLITE_PROTOCOL, .SQLITE_SCHEMA, .SQLITE_INTERRUPT: true
    // Another file has taken the name; the next update opens that.
    default: extendedResultCode == .SQLITE_READONLY_DBMOVED
    }
  }
}
