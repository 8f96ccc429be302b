internal import Architectures
internal import Foundation
internal import Tracking
internal import Training

/// Runs a search with progress, ends it where a signal asks for that, and prints what it found.
///
/// The title is shown above the first stage or note, when nothing is wrong with configuration and data. `after`
/// has the options that who goes on has to give again.
func execute(
  in folder: RunFolder, title: String, json: Bool, watch: WatchOptions, after: String = "",
  _ body: (RunContext) throws -> Summary
) throws {
  Interruption.listen()
  let recorders = RunRecorders(watch)
  defer { recorders.finish() }
  let context = recorders.context(folder, title: title)
  do {
    let summary = try body(context)
    if json {
      try printJSON(summary)
      return try StandardStreams.flushOutput(elsewhere: folder.summary.relativePath)
    }
    print(summary.report(epochs: try folder.readMetrics()))
    for (name, file) in [
      ("Drawing", folder.drawing), ("Weights", folder.model), ("Report", folder.report),
      ("Summary", folder.summary),
    ] where FileManager.default.fileExists(atPath: file.path) {
      print("\(name)  \(file.relativePath.legible)")
    }
    try StandardStreams.flushOutput(elsewhere: folder.summary.relativePath)
  } catch is Interrupted {
    try context.record(
      .note(
        "\(Interruption.reason); saved. Go on with: nas resume \(folder.url.relativePath.legible)"
          + after))
    throw Interrupted()
  }
}
