internal import Datasets
internal import Foundation
internal import Torch
internal import Tracking
internal import Training

extension RunFolder {
  /// Reads and checks the configuration of an existing run.
  ///
  /// - Parameter dataDir: Where the data are now, if not where they were.
  /// - Returns: The run's method, and a configuration that its runs take.
  /// - Throws: `RunError` where the file is at fault, `ConfigurationError` where this machine is.
  func checkedConfiguration(dataDir: String?) throws -> (Method, RunConfiguration) {
    var run = try readConfiguration()
    guard let method = Method(rawValue: run.method) else {
      throw malformed(
        "method is \(run.method), expected one of "
          + Method.allCases.names.joined(separator: ", "))
    }
    guard RunOptions.threadCounts.contains(run.threads) else {
      throw malformed("threads is \(run.threads), expected 1 to 1024")
    }
    if let device = Device(rawValue: run.device), !device.isAvailable {
      throw ConfigurationError.combination(
        "the run in \(url.path) was made for device \(run.device), "
          + "which is not available with this libtorch on this machine")
    }
    if let dataDir { run.dataDirectory = URL(filePath: dataDir).path }
    do {
      _ = try method.run.init(run, context: RunContext(folder: self, observer: { _ in }))
    } catch {
      throw malformed("\(error)")
    }
    return (method, run)
  }

  /// A fault of `config.json`.
  func malformed(_ reason: String) -> RunError {
    .malformed(path: configuration.path, reason: reason)
  }
}

extension RunConfiguration {
  /// What the run does, for people.
  var title: String {
    let method = Method(rawValue: method)?.title ?? method
    let dataset = Dataset(rawValue: dataset)?.title ?? dataset
    return "\(method) on \(dataset), seed \(seed)"
  }

  /// What is said when a run begins.
  func startTitle(in folder: RunFolder) -> String {
    """
    \(title), \(presetLabel), \(device), \(counted(threads, "thread"))
    Writing to \(folder.url.relativePath)
    """
  }
}
