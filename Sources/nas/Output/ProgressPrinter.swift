internal import Datasets
internal import Foundation
internal import Tracking
internal import Training

/// Shows a run's events on standard error: a moving bar on a terminal, else a line per epoch.
final class ProgressPrinter {
  /// Whether a line can be drawn over.
  private let isDrawing = ProgressPrinter.isDrawing(
    onTerminal: isatty(STDERR_FILENO) == 1, ProcessInfo.processInfo.environment)
  /// What comes above the first stage or note; empty once it is printed.
  private var title: String
  private var lastDrawn = -Double.infinity

  init(title: String) { self.title = title }

  func show(_ event: RunEvent) {
    switch event {
    case .stageStarted(let name, let epochs, let steps):
      showTitle()
      line(
        "\(name.title): \(counted(epochs, "epoch")) of \(counted(steps, "step"))")
    case .step(let report):
      draw { ProgressBar(report, columns: terminalColumns).text }
    case .download(let progress) where progress.received < progress.total:
      draw { String(Self.text(progress).prefix(terminalColumns - 1)) }
    case .download(let progress): line(Self.text(progress))
    case .epoch(let record, let epochs): line("  " + Self.text(record, epochs: epochs))
    case .evaluation(let name, let done, let count):
      draw { "  testing \(name): \(done) of \(count) images" }
    case .note(let text):
      showTitle()
      line(text)
    }
  }

  /// Whether a line can be drawn over: on a terminal that knows how, where nobody objects and nothing is logged.
  static func isDrawing(onTerminal: Bool, _ environment: [String: String]) -> Bool {
    let terminal = environment["TERM", default: ""]
    return onTerminal && !["", "dumb"].contains(terminal)
      && environment["NO_COLOR", default: ""].isEmpty
      && ["", "false"].contains(environment["CI", default: ""])
  }

  private func showTitle() {
    if !title.isEmpty { line(title) }
    title = ""
  }

  /// Draws over the last line of a terminal, a few times a second.
  private func draw(_ text: () -> String) {
    guard isDrawing, now() - lastDrawn > 0.2 else { return }
    lastDrawn = now()
    StandardStreams.write("\r\u{1B}[K\(text())", to: STDERR_FILENO)
  }

  private func line(_ text: String) {
    printError((isDrawing ? "\r\u{1B}[K" : "") + text)
  }

  private static func text(_ progress: DownloadProgress) -> String {
    "Downloading \(progress.address): "
      + String(
        format: "%.1f of %.1f MB", Double(progress.received) / 1e6, Double(progress.total) / 1e6)
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
    if seconds < 9.95 { return String(format: "%.1f s", seconds) }
    let whole = Int(seconds.rounded())
    if whole >= 3600 { return "\(whole / 3600) h \(whole % 3600 / 60) min" }
    if whole >= 60 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole) s"
  }
}

/// A number with its noun: `1 epoch`, `2 epochs`.
func counted(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}
