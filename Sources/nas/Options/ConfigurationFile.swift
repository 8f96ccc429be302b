internal import Tracking
internal import Training

/// A TOML file with hyperparameters.
struct ConfigurationFile {
  let path: String

  /// Keys and values, in the order of the keys.
  func settings() throws -> [(key: String, value: Setting)] {
    let data = try InputFile(path: path, expected: "a TOML file with hyperparameters").contents()
    do {
      return try TOMLSettings.read(data)
    } catch .malformed(let line, let reason) {
      throw InputFault.malformed(
        path: line.map { "\(path), line \($0)," } ?? path, reason: "is not valid TOML: \(reason)")
    } catch {
      throw ConfigurationError.combination("in \(path): \(error)")
    }
  }
}
