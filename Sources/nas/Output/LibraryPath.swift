internal import Foundation

/// Where programs look for shared libraries.
enum LibraryPath {
  private static let before = "SWIFT_NAS_LIBRARY_PATH"

  /// Sets `LD_LIBRARY_PATH` as it was before the launcher of a bundle put libtorch's folder in front.
  ///
  /// A Python that is started from here may have another libtorch. This program has its libraries by now, and those
  /// that it opens later are looked for where they were said to be when it started.
  static func restore() {
    guard let path = getenv(before).map({ String(cString: $0) }) else { return }
    if path.isEmpty { unsetenv("LD_LIBRARY_PATH") } else { setenv("LD_LIBRARY_PATH", path, 1) }
    unsetenv(before)
  }
}
