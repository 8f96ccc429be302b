internal import ArgumentParser
internal import Foundation
internal import Torch
internal import Tracking

/// The entry point.
@main
struct NAS: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nas",
    abstract: "Finds compact, accurate convolutional networks for images.",
    discussion: """
      Begin with `nas search hm-nas`: it takes minutes, needs no download and leaves everything it \
      found in a folder under runs/.

      Exit codes: 0 done, 64 wrong usage, 65 bad input data, 66 missing input, 70 internal error, \
      74 input or output failed, 130 interrupted with the state saved.
      """,
    version: Build.version,
    subcommands: [
      Search.self, Train.self, Resume.self, Evaluate.self, Draw.self, Count.self, Audit.self,
      Config.self, Bench.self, Doctor.self,
    ])

  static func main() {
    do {
      var command = try parseAsRoot()
      try Libtorch.checkKernels()
      try command.run()
      try flushOutput()
    } catch {
      Failure.end(with: error)
    }
  }

  /// Writes out what was printed: until now it may only have been remembered.
  private static func flushOutput() throws {
    guard fflush(nil) != 0 else { return }
    throw RunError.unwritable(path: "standard output", reason: String(cString: strerror(errno)))
  }
}
