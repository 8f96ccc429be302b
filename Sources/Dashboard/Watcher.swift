internal import Foundation

/// Looks once a second at what changed in a folder of runs, and tells all open pages.
///
/// Only while a page is open: nobody else pays for it.
struct Watcher {
  let site: Site
  let broadcast: Broadcast

  /// Until the task is cancelled.
  func run() async throws {
    // Nothing is known of what happened while nobody listened: the first round tells of all runs.
    var known: [String: RunStamp] = [:]
    var rounds = 0
    while true {
      try await Task.sleep(for: .seconds(1))
      guard await broadcast.isHeard else {
        known = [:]
        continue
      }
      rounds += 1
      if rounds.isMultiple(of: 15) { await broadcast.beat() }
      let now = await site.reading { $0.stamps() }
      if Set(known.keys) != Set(now.keys) { await broadcast.send("runs", json: "{}") }
      for (path, stamp) in now.sorted(by: { $0.key < $1.key }) where known[path] != stamp {
        await broadcast.send("run", json: await site.reading { $0.news(of: path) })
      }
      known = now
    }
  }
}
