public import ArgumentParser
internal import Foundation
public import Training

extension Preset: ExpressibleByArgument {}

/// Where a method's hyperparameters come from.
struct HyperparameterOptions: ParsableArguments {
  @Option(help: "Hyperparameters to start from.")
  var preset: Preset = .quick

  @Option(
    help: "TOML file with hyperparameters that replace the preset's.",
    completion: .file(extensions: ["toml"]), transform: UserPath.argument)
  var config: String?

  @Argument(
    parsing: .allUnrecognized, help: ArgumentHelp(visibility: .hidden), completion: .hyperparameters
  )
  var hyperparameters: [String] = []
}

extension HyperparameterOptions {
  /// The hyperparameters: those of the preset, then of the file, then of the command line.
  func resolved<Options: Hyperparameters>(
    _ type: Options.Type, for command: any ParsableCommand.Type
  ) throws -> Options {
    try overrides(type, for: command).resolved()
  }

  /// Where the hyperparameters come from, unresolved.
  func overrides<Options: Hyperparameters>(
    _ type: Options.Type, for command: any ParsableCommand.Type
  ) -> Overrides<Options> {
    Overrides(preset: preset, file: config, arguments: hyperparameters, command: command)
  }

  /// The preset that values are named after: the one given, or the one that is nearest to a file's values.
  func origin(of options: some Hyperparameters) -> Preset {
    config == nil ? preset : options.nearestPreset(or: preset)
  }
}
