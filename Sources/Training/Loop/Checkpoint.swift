public import Foundation
public import Torch
public import Tracking

/// How far a run has come: what a checkpoint says beside the stage's tensors.
public struct Progress: Codable, Hashable {
  /// The stage that is under way, by name.
  public var stage: String
  /// Epochs that are complete.
  public var epoch: Int
  /// Steps of the next one that were made.
  public var step: Int
  /// Lines of `metrics.jsonl` that belong to the checkpoint.
  public var metricsLines: Int
  /// Seconds spent in each stage so far.
  public var seconds: [String: Double]
  /// Seconds of the epoch that is under way.
  public var epochSeconds: Double

  /// The start of a stage.
  public init(stage: String, metricsLines: Int = 0, seconds: [String: Double] = [:]) {
    self.stage = stage
    epoch = 0
    step = 0
    self.metricsLines = metricsLines
    self.seconds = seconds
    epochSeconds = 0
  }

  /// Whether the numbers can be those of a run.
  fileprivate var isSound: Bool {
    min(epoch, step, metricsLines) >= 0
      && ([epochSeconds] + seconds.values).allSatisfy { $0.isFinite && $0 >= 0 }
  }
}

/// A moment of a run, on disk as one file.
public struct Checkpoint {
  /// How far the run had come.
  public var progress: Progress
  /// The state of the stage under way; empty before its first step.
  public var stage: [String: Tensor]
  /// What was counted of the epoch under way.
  public var meter: [String: Tensor]
  /// Under which it was made; nil where it is of an older version, or where it does not matter.
  public var configuration: RunConfiguration?

  /// Puts the parts together.
  public init(progress: Progress, stage: [String: Tensor], meter: [String: Tensor]) {
    self.progress = progress
    self.stage = stage
    self.meter = meter
  }

  private enum Key {
    static let progress = "progress"
    static let configuration = "configuration"
  }

  /// Reads a checkpoint, by default the latest, of a run.
  /// - Throws: `Safetensors.Failure` and `RunError.malformed` where the file is missing, damaged, or no checkpoint.
  public init(_ folder: RunFolder, device: Device, file: URL? = nil) throws {
    let url = file ?? folder.checkpoint
    func malformed(_ reason: String) -> RunError {
      .malformed(path: url.path, reason: reason)
    }
    let file = try Safetensors(contentsOf: url, device: device)
    guard let progress = Self.decoded(Progress.self, file.metadata[Key.progress]),
      progress.isSound
    else { throw malformed("it does not say how far the run had come") }
    self.progress = progress
    configuration = Self.decoded(RunConfiguration.self, file.metadata[Key.configuration])
    let isOld = (folder.run?.format ?? RunConfiguration.currentFormat) < 2
    guard isOld || file.hasChecksum && (configuration != nil || folder.run == nil) else {
      throw malformed("it has no checksum or does not say of which run it is")
    }
    stage = Self.part("stage", of: file)
    meter = Self.part("meter", of: file)
    if let name = stage.firstNotFinite {
      throw malformed("tensor \(name) has numbers that are not finite")
    }
    guard Meter.isSound(meter) else { throw malformed("its losses do not fit together") }
  }

  /// Makes this a run's latest checkpoint, whole or not at all, and the one that was the latest the one before it.
  ///
  /// The lines of `metrics.jsonl` are on the disk before it is.
  public func write(to folder: RunFolder) throws {
    var metadata = [Key.progress: try Self.encoded(progress)]
    if let run = folder.run { metadata[Key.configuration] = try Self.encoded(run) }
    var tensors: [String: Tensor] = [:]
    for (name, tensor) in stage { tensors["stage/\(name)"] = tensor }
    for (name, tensor) in meter { tensors["meter/\(name)"] = tensor }
    try folder.syncMetrics()
    try Safetensors(tensors: tensors, metadata: metadata)
      .write(to: folder.checkpoint, keepingOldAs: folder.previousCheckpoint)
  }

  private static func encoded(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  private static func decoded<Value: Decodable>(_ type: Value.Type, _ text: String?) -> Value? {
    text.flatMap { try? JSONDecoder().decode(type, from: Data($0.utf8)) }
  }

  private static func part(_ name: String, of file: Safetensors) -> [String: Tensor] {
    var part: [String: Tensor] = [:]
    for (key, tensor) in file.tensors where key.hasPrefix("\(name)/") {
      part[String(key.dropFirst(name.count + 1))] = tensor
    }
    return part
  }
}

extension Meter {
  /// Whether a state is that of a meter: nothing, or a loss and a number of hits for every size.
  fileprivate static func isSound(_ state: [String: Tensor]) -> Bool {
    guard !state.isEmpty else { return true }
    guard let losses = state["losses"], let hits = state["hits"], let sizes = state["sizes"],
      [losses, hits, sizes].allSatisfy({ $0.rank == 1 && $0.count == sizes.count }),
      [hits, sizes].allSatisfy({ $0.elementType == .int64 }),
      losses.elementType.isFloatingPoint
    else { return false }
    return sizes.elements(as: Int64.self).allSatisfy { 0...Int64(Int32.max) ~= $0 }
  }
}
