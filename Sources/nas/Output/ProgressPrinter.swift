internal import Datasets
internal import Foundation
internal import Tracking
internal import Training

/// Shows a run's events on standard error: a moving bar on a terminal, else a line per epoch.
final class ProgressPrinter {
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private var lastDrawn = -Double.infinity

  func show(_ event: RunEvent) {
    switch event {
    case .download(let progress): draw(progress)
    case .stageStarted(let name, let epochs, let steps):
      line("\(Self.title(name)): \(epochs) epochs of \(steps) steps")
    case .step(let report):
      guard isTerminal, now() - lastDrawn > 0.2 else { return }
      lastDrawn = now()
      draw(report)
    case .epoch(let record, let epochs):
      line("  " + Self.text(record, epochs: epochs))
    case .note(let text): line(text)
    }
  }

  /// What a stage is called for people.
  static func title(_ stage: String) -> String {
    switch stage {
    case "search": "Stage 1, supernet"
    case "mask": "Stage 2, masks"
    case "tune": "Stage 3, fine-tuning"
    case "control": "Control, random masks"
    default: stage
    }
  }

  private func draw(_ report: StepReport) {
    let done = Double(report.position.step + 1) / Double(report.stepsPerEpoch)
    let filled = Int(done * 24)
    let bar = String(repeating: "━", count: filled) + String(repeating: "╌", count: 24 - filled)
    let speed = Double(report.meter.images) / max(report.seconds, 1e-9)
    let stepsLeft = report.position.count - report.position.number - 1
    let left = report.seconds / Double(report.position.step + 1) * Double(stepsLeft)
    let text =
      "  epoch \(report.position.epoch + 1)/\(report.epochs) \(bar) "
      + "\(report.position.step + 1)/\(report.stepsPerEpoch)  \(Int(speed)) images/s  "
      + String(
        format: "loss %.3f  accuracy %.1f %%  ", report.meter.loss, report.meter.accuracy * 100)
      + "\(Self.duration(left)) left"
    FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
  }

  private func draw(_ progress: DownloadProgress) {
    let isDone = progress.received == progress.total
    guard isTerminal ? isDone || now() - lastDrawn > 0.2 : isDone else { return }
    lastDrawn = now()
    let megabytes = String(
      format: "%.1f of %.1f MB", Double(progress.received) / 1e6, Double(progress.total) / 1e6)
    let text = "Downloading \(progress.address): \(megabytes)"
    if isDone {
      line(text)
    } else {
      FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
    }
  }

  private func line(_ text: String) {
    printError((isTerminal ? "\r\u{1B}[K" : "") + text)
  }

  private static func text(_ record: EpochRecord, epochs: Int) -> String {
    var text = String(
      format: "epoch %d/%d  loss %.3f  accuracy %.2f %%", record.epoch, epochs, record.loss,
      record.accuracy * 100)
    if let accuracy = record.values["validationAccuracy"] {
      text += String(format: "  validation %.2f %%", accuracy * 100)
    }
    if let operations = record.values["operationDensity"],
      let edges = record.values["edgeDensity"], let weights = record.values["weightDensity"]
    {
      text += String(
        format: "  kept: operations %.0f %%, edges %.0f %%, weights %.0f %%", operations * 100,
        edges * 100, weights * 100)
    }
    return text + String(format: "  %.0f images/s  ", record.imagesPerSecond)
      + duration(record.seconds)
  }

  /// Seconds as people write them.
  static func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    if whole >= 3600 { return "\(whole / 3600) h \(whole % 3600 / 60) min" }
    if whole >= 60 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole) s"
  }
}
