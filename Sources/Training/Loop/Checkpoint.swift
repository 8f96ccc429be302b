internal import Foundation
package import Torch
package import Tracking

/// How far a run has come: what a checkpoint says beside the stage's tensors.
package struct Progress: Codable, Hashable {
  /// The stage that is under way, by name.
  package var stage: String
  package var epoch: Int
  package var step: Int
  /// Lines of `metrics.jsonl` that belong to the checkpoint.
  package var metricsLines: Int
  /// Seconds spent in each stage so far.
  package var seconds: [String: Double]
  /// Seconds of the epoch that is under way.
  package var epochSeconds: Double

  /// The start of a stage.
  package init(stage: String, metricsLines: Int = 0, seconds: [String: Double] = [:]) {
    self.stage = stage
    epoch = 0
    step = 0
    self.metricsLines = metricsLines
    self.seconds = seconds
    epochSeconds = 0
  }
}

/// A moment of a run, on disk as one file.
package struct Checkpoint {
  package var progress: Progress
  package var stage: [String: Tensor]
  package var meter: [String: Tensor]

  private static let progressKey = "progress"

  package init(progress: Progress, stage: [String: Tensor], meter: [String: Tensor]) {
    self.progress = progress
    self.stage = stage
    self.meter = meter
  }

  /// Reads a run's latest checkpoint.
  package init(_ folder: RunFolder, device: Device) throws {
    let file = try Safetensors(contentsOf: folder.checkpoint, device: device)
    guard let text = file.metadata[Self.progressKey],
      let progress = try? JSONDecoder().decode(Progress.self, from: Data(text.utf8))
    else {
      throw RunError.malformed(
        path: folder.checkpoint.path, reason: "it does not say how far the run had come")
    }
    self.progress = progress
    stage = Self.part("stage", of: file)
    meter = Self.part("meter", of: file)
  }

  /// Replaces a run's latest checkpoint, whole or not at all.
  package func write(to folder: RunFolder) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(progress), as: UTF8.self)
    var tensors: [String: Tensor] = [:]
    for (name, tensor) in stage { tensors["stage/\(name)"] = tensor }
    for (name, tensor) in meter { tensors["meter/\(name)"] = tensor }
    try Safetensors(tensors: tensors, metadata: [Self.progressKey: text])
      .write(to: folder.checkpoint)
  }

  private static func part(_ name: String, of file: Safetensors) -> [String: Tensor] {
    var part: [String: Tensor] = [:]
    for (key, tensor) in file.tensors where key.hasPrefix("\(name)/") {
      part[String(key.dropFirst(name.count + 1))] = tensor
    }
    return part
  }
}
