internal import Architectures
internal import Datasets
internal import Foundation
internal import Torch
internal import Tracking
internal import Training

extension RunFolder {
  /// Reads and checks the configuration of an existing run, for this machine.
  ///
  /// What the file has of another version is named on standard error.
  /// - Parameters:
  ///   - place: Where the run goes on or is looked at.
  ///   - computes: Whether the device is used: otherwise it need not be here.
  ///   - changes: Options of the run to change, as on a command line.
  /// - Returns: The run's method, and a configuration that its runs take.
  /// - Throws: `RunError` where the file is at fault, `ConfigurationError` where this machine or a change is.
  func checkedConfiguration(
    _ place: Place, computes: Bool = true, changes: [String] = []
  ) throws -> (Method, RunConfiguration) {
    var run = try readConfiguration()
    guard let method = Method(named: run.method) else {
      throw malformed(
        "method is \(run.method), expected one of "
          + Method.all.names.joined(separator: ", "))
    }
    guard Libtorch.threadCounts.contains(run.threads) else {
      throw malformed("threads is \(run.threads), expected 1 to 1024")
    }
    if !run.unknownKeys.isEmpty {
      note("has keys that are not known here: \(run.unknownKeys.joined(separator: ", "))", of: run)
    }
    try method.run.resolveOptions(of: &run, in: self, changes: changes)
    run.move(to: place)
    if let device = Device(rawValue: run.device), !device.isAvailable {
      guard !computes else {
        throw ConfigurationError.combination(
          "the run in \(url.path) was made for device \(run.device), which is not available with "
            + "this libtorch on this machine; give another, such as --device cpu")
      }
      run.device = Device.cpu.rawValue
    }
    if !computes { run.threads = 1 }
    do {
      _ = try method.run.init(run, context: RunContext(folder: self))
    } catch {
      throw changes.isEmpty && place.device == nil ? malformed("\(error)") : error
    }
    return (method, run)
  }

  /// A fault of `config.json`.
  func malformed(_ reason: String) -> RunError {
    .malformed(path: configuration.path, reason: reason)
  }

  fileprivate func note(_ text: String, of run: RunConfiguration) {
    printError(
      "\(configuration.path), of format \(run.format) and swift-nas \(run.commit), \(text)")
  }
}

extension MethodRun {
  /// Makes options that this version takes of those that were recorded.
  fileprivate static func resolveOptions(
    of run: inout RunConfiguration, in folder: RunFolder, changes: [String]
  ) throws {
    let (unknown, missing) = Options.unknownAndMissing(in: run.options)
    if run.format == RunConfiguration.currentFormat, run.commit == Build.commit {
      // Of this very version, so it was edited.
      if let key = unknown.first { throw folder.malformed("there is no option \(key)") }
      if let key = missing.first { throw folder.malformed("option \(key) is missing") }
    }
    var options: Options
    do {
      options = try Options(
        recordedByAnother: run.options, preset: Preset(rawValue: run.preset) ?? .quick)
    } catch {
      throw folder.malformed("\(error)")
    }
    if !unknown.isEmpty {
      folder.note(
        "has options that are not known here and are left aside: "
          + unknown.joined(separator: ", "), of: run)
    }
    if !missing.isEmpty {
      let settings = Options.table.settings(of: options)
      let taken = missing.map { "\($0) \(settings[$0]?.text ?? "")" }
      folder.note(
        "lacks options that there were not then, and that are taken to be: "
          + taken.joined(separator: ", "), of: run)
    }
    try options.change(changes)
    run.options = Options.table.settings(of: options)
  }
}

extension RunConfiguration {
  /// What the run does, for people, on one line whatever the file calls its images.
  var title: String {
    let method = Method(named: method)?.title ?? method
    let dataset = data?.title ?? Dataset(named: dataset)?.title ?? dataset
    return "\(method) on \(dataset), seed \(seed)".legible
  }

  /// What is said when a run begins.
  func startTitle(in folder: RunFolder) -> String {
    """
    \(title), \(presetLabel), \(device), \(counted(threads, "thread"))
    Writing to \(folder.url.relativePath.legible)
    """
  }
}
