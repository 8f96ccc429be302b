internal import Foundation

/// Where this user's programs keep what can be had again.
enum CacheFolder {
  /// `${XDG_CACHE_HOME:-~/.cache}/swift-nas`.
  ///
  /// A relative `XDG_CACHE_HOME` is ignored, as the XDG base directory specification asks.
  static func url(_ environment: [String: String]) -> URL {
    let caches =
      environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? URL(filePath: $0) : nil }
      ?? FileManager.default.homeDirectoryForCurrentUser.appending(path: ".cache")
    return caches.appending(path: "swift-nas")
  }
}
