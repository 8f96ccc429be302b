internal import Foundation
internal import Tracking

/// What the small files of a run's folder say.
struct FolderReading {
  /// How the folder was just before it was read.
  let fingerprint: Fingerprint
  /// The row of the run, without what is wrong with its metrics and snapshots.
  private(set) var record: RunRecord
  private(set) var configuration: RunConfiguration?
  private(set) var summary: Summary?
  let files: [RunFile]
  private var isDamaged = false

  /// Reads a folder, however damaged it is.
  init(_ folder: RunFolder, path: String, fingerprint: Fingerprint) {
    self.fingerprint = fingerprint
    record = RunRecord(path: path, state: .stopped)
    files = RunFile.all(in: folder)
    // Not when the folder was made: systems tell when it was last changed instead, as by a report.
    (record.started, record.updated) = (fingerprint.earliest?.text, fingerprint.updated?.text)
    do throws(RunError) {
      let configuration = try folder.foundConfiguration()
      record.take(configuration)
      self.configuration = configuration
      if let summary = try folder.foundSummary() {
        record.take(summary)
        self.summary = summary
      }
    } catch {
      isDamaged = true
      record.error = "\(error)"
    }
    settle()
  }

  /// Adds what is wrong with the files of lines.
  ///
  /// Nothing depends on a snapshot, so a run whose snapshots are damaged is not.
  mutating func add(metrics: RunError?, snapshots: RunError?) {
    isDamaged = isDamaged || metrics != nil
    record.error = record.error ?? (metrics ?? snapshots).map { "\($0)" }
    settle()
  }

  private mutating func settle() {
    if isDamaged {
      record.state = .damaged
    } else if fingerprint.isUnderWay {
      record.state = .running
    } else {
      record.state = summary == nil ? .stopped : .complete
    }
  }
}

extension RunRecord {
  fileprivate mutating func take(_ run: RunConfiguration) {
    (id, method, dataset, preset) = (run.id, run.method, run.dataset, run.preset)
    (seed, device, threads, format) = (run.seed, run.device, run.threads, run.format)
    (libtorch, commit) = (run.libtorch, run.commit)
  }

  fileprivate mutating func take(_ summary: Summary) {
    (testAccuracy, validationAccuracy) = (summary.testAccuracy, summary.validationAccuracy)
    (parameters, nonZeroParameters) = (summary.parameters, summary.nonZeroParameters)
    (multiplyAdds, seconds) = (summary.multiplyAdds, summary.seconds["total"])
    (verdict, truth) = (summary.verdict?.sentence, summary.truth?.sentence)
  }
}

extension Date {
  /// In UTC with milliseconds, as SQLite's functions of dates understand it.
  fileprivate var text: String {
    formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }
}
