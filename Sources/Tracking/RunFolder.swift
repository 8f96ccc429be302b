public import Architectures
internal import Files
public import Foundation

/// The folder that a run writes to (its files are a contract with other tools).
public struct RunFolder: Sendable {
  /// The folder.
  public let url: URL
  /// The run in it, by which its checkpoints are known; nil where it does not matter.
  public var run: RunConfiguration?

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
  /// What the final network made of the test images, for programs.
  public var evaluation: URL { url.appending(path: "evaluation.json") }
  /// Which classes it took for which, for people.
  public var confusion: URL { url.appending(path: "confusion.svg") }
  /// The test images that it was most wrong about, for people.
  public var mistakes: URL { url.appending(path: "mistakes.svg") }
  /// All of it, and what the method has to say.
  public var report: URL { url.appending(path: "report.md") }
  /// What `nas resume` goes on from, and the states of the stages.
  public var checkpoints: URL { url.appending(path: "checkpoint") }
  /// The newest checkpoint.
  public var checkpoint: URL { checkpoints.appending(path: "latest.safetensors") }
  /// The one before it.
  public var previousCheckpoint: URL { checkpoints.appending(path: "previous.safetensors") }

  /// The state at the end of a stage.
  public func stageState(_ stage: String) -> URL {
    checkpoints.appending(path: "\(stage).safetensors")
  }

  /// Whether a file of the run is there.
  public func has(_ file: URL) -> Bool { FileManager.default.fileExists(atPath: file.path) }

  /// Reads the configuration of an existing run.
  public func readConfiguration() throws(RunError) -> RunConfiguration {
    try Self.decodeConfiguration(contents(of: configuration), at: configuration.path)
  }

  /// Decodes and checks what `config.json` holds; `path` is what errors call it.
  public static func decodeConfiguration(
    _ data: Data, at path: String
  ) throws(RunError) -> RunConfiguration {
    let run = try decode(RunConfiguration.self, from: data, at: path)
    guard run.format <= RunConfiguration.currentFormat else {
      throw .malformed(
        path: path,
        reason: "it is of format \(run.format), expected at most "
          + "\(RunConfiguration.currentFormat): a newer swift-nas made the run")
    }
    do throws(DescriptionError) {
      try run.data?.validate()
    } catch {
      throw .malformed(path: path, reason: "\(error)")
    }
    return run
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
  public static func decode<Value: Decodable>(
    _ type: Value.Type, from data: Data, at path: String
  ) throws(RunError) -> Value {
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch {
      throw .malformed(path: path, reason: JSONFault(error, decoding: type, from: data).clause)
    }
  }

  /// Reads a text file of the run.
  public func text(of file: URL) throws(RunError) -> String {
    String(decoding: try contents(of: file), as: UTF8.self)
  }

  private func contents(of file: URL) throws(RunError) -> Data {
    do throws(FileFailure) {
      if let data = try DurableFile.contents(of: file) { return data }
    } catch {
      throw .reading(error)
    }
    throw .missing(path: file.path)
  }

  /// Writes a JSON file of the run: readable, keys in order, equal values giving equal bytes.
  public func write(_ value: some Encodable, to file: URL) throws(RunError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data: Data
    do {
      data = try encoder.encode(value)
    } catch {
      throw .unwritable(path: file.path, reason: "a value is no JSON: \(error)")
    }
    try write(data + Data("\n".utf8), to: file)
  }

  /// Writes a text file of the run.
  public func write(_ text: String, to file: URL) throws(RunError) {
    try write(Data(text.utf8), to: file)
  }

  private func write(_ data: Data, to file: URL) throws(RunError) {
    do throws(FileFailure) {
      try DurableFile.write(data, to: file)
    } catch {
      throw .writing(error)
    }
  }
}
