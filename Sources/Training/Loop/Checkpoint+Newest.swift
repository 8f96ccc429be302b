internal import Foundation
public import Torch
public import Tracking

extension Checkpoint {
  /// The newest of a run's two checkpoints that is whole and has its lines in `metrics.jsonl`, which is cut to them.
  ///
  /// - Parameters:
  ///   - folder: The run's.
  ///   - device: Where the tensors go.
  ///   - note: Is told, in a sentence, what was wrong with one that is passed over.
  /// - Returns: Nil where the run has made none yet.
  /// - Throws: `RunError.malformed` where there are some, but none to go on from, and where one is of another run.
  public static func newest(
    of folder: RunFolder, device: Device, note: (String) throws -> Void
  ) throws -> Checkpoint? {
    var faults: [String] = []
    let files = [folder.checkpoint, folder.previousCheckpoint]
    for file in files {
      var read: Checkpoint?
      do {
        let checkpoint = try Checkpoint(folder, device: device, file: file)
        read = checkpoint
        if checkpoint.isOf(folder.run) {
          try folder.truncateMetrics(to: checkpoint.progress.metricsLines)
        }
      } catch let error where error.isDamage {
        if !faults.contains("\(error)") { faults.append("\(error)") }
        continue
      }
      guard let checkpoint = read, checkpoint.isOf(folder.run) else {
        throw RunError.malformed(
          path: file.path,
          reason: "it belongs to \(read?.configuration?.name ?? "another run"), expected "
            + "\(folder.run?.name ?? "one of its folder")")
      }
      for fault in faults { try note("\(fault); going on from the checkpoint before it") }
      if checkpoint.configuration == nil, folder.run != nil {
        try note("\(file.path) is of an older version without checksums: damage would go unnoticed")
      }
      return checkpoint
    }
    guard files.contains(where: folder.has) else {
      // A run that was killed in its first epoch has none.
      if try !folder.readMetrics().isEmpty {
        try note("There is no checkpoint: the run begins again")
      }
      try folder.truncateMetrics(to: 0)
      return nil
    }
    throw RunError.malformed(
      path: folder.checkpoints.path,
      reason: faults.joined(separator: "; ") + "; remove the folder, and nas resume begins the run "
        + "again")
  }

  /// Whether it belongs to a run; one of an older version does not know.
  private func isOf(_ run: RunConfiguration?) -> Bool {
    guard let run, let configuration else { return true }
    return configuration.id == run.id
  }
}

extension RunConfiguration {
  /// The run among others.
  fileprivate var name: String {
    "run \(id ?? "of an older version") (\(method), \(dataset), seed \(seed))"
  }
}

extension Error {
  /// Whether a file is not what it should be, or not there, in contrast to one that cannot be read.
  public var isDamage: Bool {
    switch self as any Error {
    case RunError.malformed, RunError.missing, Safetensors.Failure.missing,
      Safetensors.Failure.malformed:
      true
    default: false
    }
  }
}
