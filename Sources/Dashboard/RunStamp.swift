internal import Foundation
internal import Records
internal import Tracking

/// What tells that there is more to see of a run, without reading its files.
struct RunStamp: Hashable, Sendable {
  private let text: String
  private let folder: URL

  /// A run as it is now.
  init(_ run: RunFolder) {
    text = RunLook.stamp(of: run)
    folder = run.url
  }

  /// What pages are told: how far it has come, and how many lines there are to ask for.
  func json(path: String) -> String {
    let run = RunFolder(folder)
    var pieces = JSONPieces()
    pieces.add("path", path)
    pieces.add("state", RunLook.record(of: run, path: path).state)
    pieces.add("metrics", RunDocument.lines(of: run.metrics).count)
    pieces.add("snapshots", RunDocument.lines(of: run.snapshots).count)
    return String(decoding: pieces.object, as: UTF8.self)
  }
}
