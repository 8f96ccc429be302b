internal import Foundation

/// What the system refused to do with a file.
package struct FileFailure: Error, CustomStringConvertible {
  /// The file or folder.
  package let path: String
  /// The system's number of the reason.
  package let code: Int32
  /// The end of a sentence: the system's own words, such as `No space left on device`, unless there are better ones.
  package let reason: String

  package init(path: String, code: Int32, reason: String? = nil) {
    self.path = path
    self.code = code
    self.reason = reason ?? String(cString: strerror(code))
  }

  /// One sentence for people.
  package var description: String { "\(path): \(reason)" }
}

/// Repeats a call of the system for as long as signals interrupt it.
///
/// - Parameters:
///   - path: What it is about, for the error.
///   - call: Gives -1 and sets `errno` where it fails.
/// - Returns: What the call gave.
/// - Throws: What the system refused.
@discardableResult
func system<Number: SignedInteger>(
  _ path: String, _ call: () -> Number
) throws(FileFailure) -> Number {
  while true {
    let result = call()
    if result != -1 { return result }
    guard errno == EINTR else { throw FileFailure(path: path, code: errno) }
  }
}
