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
      Begin with `nas search adwpnas`: it takes minutes, needs no download and leaves everything it \
      found in a folder under runs/.

      Exit codes: \(Failure.listing)
      """,
    version: Build.version,
    subcommands: [
      Search.self, Train.self, Compare.self, Resume.self, Evaluate.self, Predict.self,
      Export.self, Draw.self, Runs.self, Show.self, Diff.self,
      DashboardCommand.self, Report.self, Count.self, GenotypeCommand.self,
      Audit.self, Query.self, Config.self, Bench.self, Doctor.self,
    ])

  static func main() {
    StandardStreams.prepare()
    LibraryPath.restore()
    // A file that becomes too large for the user's limit is an error of writing, and no end of the program.
    signal(SIGXFSZ, SIG_IGN)
    do {
      try checkWorkingFolder()
      let arguments = Array(CommandLine.arguments.dropFirst())
      if try CompletionRequest.answer(arguments) { return try StandardStreams.flushOutput() }
      try CommandLineCheck.check(arguments, of: self)
      var command = try parseAsRoot()
      try Libtorch.checkKernels()
      Libtorch.keepMemory()
      try Libtorch.namingExhaustion { try command.run() }
      try StandardStreams.flushOutput()
    } catch {
      Failure.end(with: error)
    }
  }

  /// Libraries end the program with words of their own where there is none.
  private static func checkWorkingFolder() throws {
    guard let path = getcwd(nil, 0) else { throw InputFault.noWorkingFolder }
    free(path)
  }
}
