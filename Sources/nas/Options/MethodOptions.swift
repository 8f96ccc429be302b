internal import ArgumentParser
internal import HMNAS
internal import Training

/// The methods of search.
enum Method: String, CaseIterable {
  case hmNAS = "hm-nas"

  /// The name in prose.
  var title: String {
    switch self {
    case .hmNAS: "HM-NAS"
    }
  }

  private static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// Reads the name of a method.
  init(argument: String) throws {
    guard let method = Self(rawValue: argument) else {
      throw ValidationError("expected a method (\(Self.names)) before all options")
    }
    self = method
  }
}

/// A method and its hyperparameters.
struct MethodOptions: ParsableArguments {
  @Argument(
    help: "Method of search: hm-nas.",
    completion: .list(Method.allCases.map(\.rawValue)), transform: Method.init(argument:))
  var method: Method

  @Option(help: "Hyperparameters to start from.")
  var preset: HMNASPreset = .quick

  @Option(
    help: "TOML file with hyperparameters that replace the preset's.",
    completion: .file(extensions: ["toml"]))
  var config: String?

  @Argument(parsing: .allUnrecognized, help: ArgumentHelp(visibility: .hidden))
  var hyperparameters: [String] = []
}

extension MethodOptions {
  /// The hyperparameters: those of the preset, then of the file, then of the command line.
  func resolved(for command: any ParsableCommand.Type) throws -> HMNASOptions {
    try Overrides(preset: preset, file: config, arguments: hyperparameters, command: command)
      .resolved()
  }
}
