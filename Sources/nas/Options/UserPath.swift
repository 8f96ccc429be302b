internal import ArgumentParser
internal import Foundation

/// A path as a person writes it.
///
/// `~` and `~/...` are the home folder wherever they stand: a shell replaces them in `--output ~/x`, but neither in
/// `--output=~/x` nor in a file. Any other `~` is a letter like others.
enum UserPath {
  /// The path as the system understands it.
  static func expanded(_ path: String) -> String { expanded(path, home: home) }

  /// The same of an option or argument, which may not be empty: the current folder is `.`.
  @Sendable static func argument(_ path: String) throws -> String {
    guard !path.isEmpty else { throw ValidationError("is empty, expected a path") }
    return expanded(path)
  }

  static func expanded(_ path: String, home: String) -> String {
    if path == "~" { return home }
    if path.hasPrefix("~/") { return home + path.dropFirst() }
    // Foundation would take it for the home folder of somebody else.
    return path.hasPrefix("~") ? "./" + path : path
  }

  /// As shells find it.
  private static var home: String {
    let home = ProcessInfo.processInfo.environment["HOME", default: ""]
    return home.isEmpty ? NSHomeDirectory() : home
  }
}
