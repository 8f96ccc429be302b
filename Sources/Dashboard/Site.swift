internal import Dispatch
internal import Files
internal import Foundation
internal import Records
internal import Tracking

/// What a dashboard serves: the page, and what it asks for about the runs of a folder.
struct Site: Sendable {
  /// The folder of runs.
  let folder: URL

  /// Whether a path is of data, in contrast to the page, which is the same for everybody.
  static func needsToken(_ path: String) -> Bool { PageFile.named(path) == nil }

  /// Answers a request.
  ///
  /// - Parameters:
  ///   - path: As in `/api/run`.
  ///   - query: What it is asked with, by name.
  /// - Returns: What it asked for, or 404.
  func answer(_ path: String, _ query: [String: String]) -> Answer {
    if let file = PageFile.named(path) {
      return Answer(status: 200, type: file.type, body: Data(file.bytes))
    }
    switch path {
    case "/api/runs": return .json(runs)
    case "/api/run":
      guard let (run, path) = run(query) else { return Self.noRun }
      let lines = ["metrics", "snapshots"].map { Int(query[$0] ?? "") ?? 0 }
      return .json(
        RunDocument(run, path: path)
          .object(after: lines[0], lines[1], of: query["identity"]))
    case "/file":
      guard let (run, _) = run(query) else { return Self.noRun }
      guard let name = query["name"], RunDocument.drawings.contains(name),
        let data = RegularFile.contents(of: run.url.appending(path: name))
      else { return .refusal(404, "the run has no such drawing") }
      return Answer(status: 200, type: "image/svg+xml", body: data)
    default: return .refusal(404, "there is nothing at this address")
    }
  }

  private static let noRun = Answer.refusal(404, "there is no such run")

  /// The run that is asked for: one of those that were found, so that no path leads anywhere else.
  private func run(_ query: [String: String]) -> (RunFolder, path: String)? {
    guard let path = query["path"], RunLook.paths(in: folder).contains(path) else { return nil }
    return (RunFolder(folder.appending(path: path)), path)
  }

  /// All runs as one object, with what their configurations and summaries say.
  private var runs: Data {
    var pieces = JSONPieces()
    pieces.add(
      "runs",
      RunLook.paths(in: folder).map { path in
        ListedRun(record: RunLook.record(of: RunFolder(folder.appending(path: path)), path: path))
      })
    return pieces.object
  }

  /// Reads on a thread that may wait for a disk; those of tasks may not.
  func reading<Value: Sendable>(_ body: @escaping @Sendable (Site) -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      Self.queue.async { continuation.resume(returning: body(self)) }
    }
  }

  private static let queue = DispatchQueue(label: "dashboard", attributes: .concurrent)

  /// What pages are told of a run that has changed.
  func news(of path: String) -> String {
    var pieces = JSONPieces()
    pieces.add("path", path)
    pieces.add(
      "state", RunLook.record(of: RunFolder(folder.appending(path: path)), path: path).state)
    return String(decoding: pieces.object, as: UTF8.self)
  }

  /// What can be seen of each run's state without reading it, by its path.
  func stamps() -> [String: RunStamp] {
    Dictionary(
      RunLook.paths(in: folder).map {
        ($0, RunStamp(RunFolder(folder.appending(path: $0))))
      }, uniquingKeysWith: { first, _ in first })
  }
}
