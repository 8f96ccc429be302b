internal import ArgumentParser

/// A method and its hyperparameters.
struct MethodOptions: ParsableArguments {
  @Argument(
    help: "Method of search: \(Method.searches.map(\.rawValue).joined(separator: ", ")).",
    completion: .list(Method.searches.map(\.rawValue)), transform: Method.init(argument:))
  var method: Method

  @OptionGroup var hyperparameters: HyperparameterOptions
}

extension Method {
  /// Reads the name of a method.
  init(argument: String) throws {
    guard let method = Self(rawValue: argument) else {
      throw ValidationError("expected a method (\(Self.names)) before all options")
    }
    self = method
  }
}
