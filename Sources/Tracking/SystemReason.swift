internal import Foundation

/// Why the system refused to read or write, in its own words, such as `No space left on device`.
///
/// Foundation wraps the system's errors in its own, whose texts leave the reason out.
public func systemReason(_ error: any Error) -> String {
  let error = error as NSError
  let cause = (error.userInfo[NSUnderlyingErrorKey] as? any Error).map { $0 as NSError } ?? error
  guard cause.domain == NSPOSIXErrorDomain else { return cause.localizedDescription }
  return String(cString: strerror(Int32(cause.code)))
}
