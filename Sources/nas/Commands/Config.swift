internal import ArgumentParser
internal import Foundation
internal import HMNAS
internal import Tracking
internal import Training

/// The command `nas config hm-nas --preset paper`.
struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints every hyperparameter with its value, meaning and source, as a TOML file.",
    discussion: """
      Sources: a section of the paper, the code of a method it builds on, or [D] where the paper is \
      silent and the value is our decision. The output can be given back with --config.
      """)

  @Argument(help: "Method of search.")
  var method: Method

  @Option(help: "Hyperparameters to start from: quick, cpu or paper.")
  var preset: HMNASPreset = .quick

  @Option(help: "TOML file with hyperparameters.", completion: .file(extensions: ["toml"]))
  var config: String?

  @Flag(help: "Print values, meanings and sources as JSON.")
  var json = false

  @Argument(parsing: .allUnrecognized, help: ArgumentHelp(visibility: .hidden))
  var hyperparameters: [String] = []

  private struct Entry: Encodable {
    let key: String
    let value: Setting
    let source, help, expected: String
  }

  func run() throws {
    let options = try Overrides(preset: preset, file: config, arguments: hyperparameters).resolved()
    let paper = HMNASPreset.paper.options
    let entries = HMNASOptions.table.entries.map { entry in
      let value = entry.get(options)
      // A value that is not the paper's has its preset, or the user, as its source.
      let differs = entry.get(paper) != value
      return Entry(
        key: entry.key, value: value,
        source: differs
          ? "[D] differs from \(entry.get(paper).text), \(entry.source.text)" : entry.source.text,
        help: entry.help, expected: entry.expected)
    }
    if json { return try printJSON(entries) }
    print("# \(method.rawValue), preset \(preset.rawValue): \(preset.summary)")
    for entry in entries {
      let assignment = "\(entry.key) = \(Self.toml(entry.value))"
      print(
        assignment.padding(toLength: max(46, assignment.count), withPad: " ", startingAt: 0)
          + " # \(entry.source): \(entry.help)")
    }
  }

  private static func toml(_ value: Setting) -> String {
    if case .text(let text) = value { "\"\(text)\"" } else { value.text }
  }
}
