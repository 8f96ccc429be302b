internal import Foundation
internal import Tracking

/// Standard output and standard error, which may be closed, full or gone.
enum StandardStreams {
  /// Makes sure that writing to them can fail, but neither ends the program nor reaches another file.
  static func prepare() {
    // The next file that is opened would take the place of a stream that is closed. Writing to this one fails.
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) == -1 {
      _ = open("/dev/null", O_RDONLY)
    }
    // A write then fails with EPIPE.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Writes out what was printed: until now it may only have been remembered.
  ///
  /// - Parameter elsewhere: Where the result is to be found in any case.
  /// - Throws: `OutputFault`
  static func flushOutput(elsewhere: String? = nil) throws(OutputFault) {
    guard fflush(nil) != 0 else { return }
    throw OutputFault(reason: errno, elsewhere: elsewhere)
  }

  /// Writes a text as far as that can be.
  static func write(_ text: String, to stream: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(stream, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        return
      }
    }
  }
}

/// Standard output that takes no more.
struct OutputFault: FailureKind, CustomStringConvertible {
  /// The system's number.
  let reason: Int32
  let elsewhere: String?

  /// Whether the reader of a pipe has simply had enough, as in `nas config hm-nas | head`.
  var isUsual: Bool { reason == EPIPE && elsewhere == nil }

  var failure: Failure { .inputOutput }

  var description: String {
    "cannot write standard output: \(String(cString: strerror(reason)))"
      + (elsewhere.map { "; the result is in \($0)" } ?? "")
  }
}

/// Prints a line on standard error, or nothing where that is gone.
func printError(_ text: String) {
  StandardStreams.write(text + "\n", to: STDERR_FILENO)
}
