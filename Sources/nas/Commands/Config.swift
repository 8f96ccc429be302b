internal import ArgumentParser
internal import Foundation
internal import Tracking
internal import Training

/// The command `nas config hm-nas --preset paper`.
struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists every hyperparameter with its value, meaning and source, as a TOML file.",
    usage: "nas config <method> [<options>] [--<hyperparameter> <value> ...]",
    discussion: """
      To search with values of your own:
        nas config <method> > my.toml
        nas search <method> --config my.toml

      \(Method.all.presetListings)

      Sources: "paper 4.2" is a section of the method's paper, "DARTS code" the code of a method \
      it builds on, [D] our decision where the paper is silent or a preset departs from it, [R] our \
      reconstruction where only the paper's abstract is known. \
      --epochs and --batch-size set those of all stages, but for those that are given themselves.
      """)

  @Argument(
    help: "Method: \(Method.all.names.joined(separator: ", ")).",
    completion: .list(Method.all.names),
    transform: { try Method(argument: $0, among: Method.all) })
  var method: Method

  @OptionGroup var hyperparameters: HyperparameterOptions

  @Flag(help: "Print values, meanings and sources as JSON.")
  var json = false

  private struct Entry: Encodable {
    let key: String
    let value: Setting
    let source, help, expected: String
    let kind: ValueKind

    enum CodingKeys: CodingKey { case key, value, source, help, expected }
  }

  func run() throws { try list(method.run) }

  private func list<Run: MethodRun>(_ run: Run.Type) throws {
    let options = try hyperparameters.resolved(Run.Options.self, for: Self.self)
    let published = Run.Options.preset(.paper)
    let entries = Run.Options.table.entries.map { entry in
      let value = entry.get(options)
      return Entry(
        key: entry.key, value: value,
        source: entry.source.text(value, published: entry.get(published)), help: entry.help,
        expected: entry.expected, kind: entry.kind)
    }
    if json { return try printJSON(entries) }
    let preset = hyperparameters.origin(of: options)
    let label = Run.Options.label(of: Run.Options.table.settings(of: options), from: preset)
    print("# \(Run.title), \(label): \(Run.Options.summary(of: preset))")
    print("# [D] is our decision where the paper is silent or the preset departs from it.")
    for entry in entries {
      let assignment = "\(entry.key) = \(entry.value.toml)"
      let choices =
        switch entry.kind {
        case .choice, .some, .integers: " (\(entry.expected))"
        case .integer, .number, .flag: ""
        }
      print(
        assignment.padding(toLength: max(40, assignment.count), withPad: " ", startingAt: 0)
          + " # \(entry.source): \(entry.help)\(choices)")
    }
  }
}

extension Source {
  /// The source of a value: of one that is not the published one, the preset or the user.
  fileprivate func text(_ value: Setting, published: Setting) -> String {
    switch self {
    case .decision, .reconstruction: text
    case .paper, .code: value == published ? text : "[D], \(text) has \(published.text)"
    }
  }
}
