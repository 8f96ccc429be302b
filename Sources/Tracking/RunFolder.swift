public import Architectures
public import Foundation

/// The folder that a run writes to (its files are a contract with other tools).
public struct RunFolder: Sendable {
  /// The folder.
  public let url: URL

  /// Names the folder; nothing is read or written yet.
  public init(_ url: URL) { self.url = url }

  /// Every resolved option.
  public var configuration: URL { url.appending(path: "config.json") }
  /// One line per epoch and stage.
  public var metrics: URL { url.appending(path: "metrics.jsonl") }
  /// What was found, for programs.
  public var architecture: URL { url.appending(path: "architecture.json") }
  /// What was found, for people.
  public var drawing: URL { url.appending(path: "architecture.svg") }
  /// The final network's weights.
  public var model: URL { url.appending(path: "model.safetensors") }
  /// The result.
  public var summary: URL { url.appending(path: "summary.json") }
  /// What `nas resume` goes on from.
  public var checkpoint: URL { url.appending(path: "checkpoint/latest.safetensors") }

  /// The state at the end of a stage.
  public func stageState(_ stage: String) -> URL {
    url.appending(path: "checkpoint/\(stage).safetensors")
  }

  /// Checks that the folder can take a new run: it does not exist yet, or it is empty.
  /// - Throws: `RunError.occupied` when it holds a run already.
  public func checkIsFree() throws(RunError) {
    guard let found = try? FileManager.default.contentsOfDirectory(atPath: url.path),
      !found.isEmpty
    else { return }
    throw found.contains(configuration.lastPathComponent)
      ? .occupied(path: url.path) : .notEmpty(path: url.path)
  }

  /// Makes the folder for a new run and writes its configuration.
  /// - Throws: `RunError.occupied` when it holds a run already; nothing is overwritten. After
  ///   another error the folder is as it was.
  public func create(_ configuration: RunConfiguration) throws(RunError) {
    try checkIsFree()
    let files = FileManager.default
    let checkpoints = checkpoint.deletingLastPathComponent()
    let created = files.fileExists(atPath: url.path) ? checkpoints : url
    do {
      try files.createDirectory(at: checkpoints, withIntermediateDirectories: true)
    } catch {
      throw .unwritable(path: url.path, reason: systemReason(error))
    }
    do {
      try write(configuration, to: self.configuration)
    } catch {
      try? files.removeItem(at: created)
      throw error
    }
  }

  /// Reads the configuration of an existing run.
  public func readConfiguration() throws(RunError) -> RunConfiguration {
    try read(RunConfiguration.self, from: configuration)
  }

  /// Reads the architecture of an existing run.
  public func readArchitecture() throws(RunError) -> Architecture {
    let data = try contents(of: architecture)
    do {
      return try Architecture(json: data)
    } catch {
      throw .malformed(path: architecture.path, reason: "\(error)")
    }
  }

  /// Reads a JSON file of the run.
  public func read<Value: Decodable>(_ type: Value.Type, from file: URL) throws(RunError) -> Value {
    try Self.decode(type, from: contents(of: file), at: file.path)
  }

  /// Decodes what a JSON file of a run holds; `path` is what errors call it.
  package static func decode<Value: Decodable>(
    _ type: Value.Type, from data: Data, at path: String
  ) throws(RunError) -> Value {
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch {
      throw .malformed(path: path, reason: JSONFault(error, decoding: type, from: data).clause)
    }
  }

  private func contents(of file: URL) throws(RunError) -> Data {
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw .missing(path: file.path)
    }
    do {
      return try Data(contentsOf: file)
    } catch {
      throw .unreadable(path: file.path, reason: systemReason(error))
    }
  }

  /// Writes a JSON file of the run: readable, keys in order, equal values giving equal bytes.
  public func write(_ value: some Encodable, to file: URL) throws(RunError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      try (encoder.encode(value) + Data("\n".utf8)).write(to: file, options: .atomic)
    } catch {
      throw .unwritable(path: file.path, reason: systemReason(error))
    }
  }

  /// Writes a text file of the run.
  public func write(_ text: String, to file: URL) throws(RunError) {
    do {
      try Data(text.utf8).write(to: file, options: .atomic)
    } catch {
      throw .unwritable(path: file.path, reason: systemReason(error))
    }
  }
}
