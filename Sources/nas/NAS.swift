internal import ArgumentParser

/// The entry point.
@main
struct NAS: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nas",
    abstract: "Finds compact, accurate convolutional networks for images.",
    subcommands: [
      Search.self, Resume.self, Evaluate.self, Draw.self, Count.self, Config.self, Bench.self,
      Doctor.self,
    ])

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Failure.end(with: error)
    }
  }
}
