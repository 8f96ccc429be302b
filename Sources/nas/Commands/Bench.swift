internal import ArgumentParser

/// The command `nas bench`.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures the speed of this machine at what a search spends its time on.",
    subcommands: [NetworkBench.self, SupernetBench.self, TrainingBench.self],
    defaultSubcommand: NetworkBench.self)
}
