internal import Foundation
internal import Tracking
internal import Training

/// Shows a run's events on standard error: a moving bar on a terminal, else a line per epoch.
final class ProgressPrinter: Recorder {
  /// Whether a line can be drawn over.
  private let isDrawing: Bool
  /// Whether notes alone are shown.
  private let isQuiet: Bool
  /// What comes above the first stage or note; empty once it is printed.
  private var title: String
  private var lastDrawn = -Double.infinity
  /// Of the download, reading or test that is under way.
  private var timeLeft = TimeLeft()
  /// When the reading that is under way began.
  private var readingBegan: Double?

  init(
    title: String, isQuiet: Bool = false,
    isDrawing: Bool = ProgressPrinter.canDrawOnStandardError
  ) {
    self.title = isQuiet ? "" : title
    self.isQuiet = isQuiet
    self.isDrawing = isDrawing && !isQuiet
  }

  /// As often as a line is drawn.
  var wantsMeasuredSteps: Bool { canDraw }

  func record(_ event: RunEvent) {
    switch event {
    case _ where isQuiet && !event.isNote: break
    case .stageStarted(let stage, let epochs, let steps):
      showTitle()
      line(
        "\(stage.title): \(counted(epochs, "epoch")) of \(counted(steps, "step"))")
    case .step(let step):
      guard let measured = step.measured else { return }
      draw { ProgressBar(step, measured: measured, columns: terminalColumns).text }
    case .download(let address, let received, let total):
      let text = Self.download(address, received, total)
      let left = timeLeft.text(done: received, of: total)
      if received < total { drawWithin(text + left) } else { line(text) }
    case .reading(let done, let count): showReading(done, count)
    case .epoch(let epoch): line("  " + Self.text(epoch))
    case .evaluation(let name, let done, let count):
      let left = timeLeft.text(done: done, of: count)
      drawWithin("  testing \(name): \(done) of \(count) images\(left)")
    case .complete: break
    case .note(let text):
      showTitle()
      line(text)
    }
  }

  static var canDrawOnStandardError: Bool {
    isDrawing(onTerminal: isatty(STDERR_FILENO) == 1, ProcessInfo.processInfo.environment)
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

  /// Whether it is time for a line that can be drawn over.
  private var canDraw: Bool { isDrawing && now() - lastDrawn > 0.2 }

  /// Draws over the last line of a terminal, a few times a second.
  private func draw(_ text: () -> String) {
    guard canDraw else { return }
    lastDrawn = now()
    StandardStreams.write("\r\u{1B}[K\(text())", to: STDERR_FILENO)
  }

  /// The same of a text that may be longer than the terminal is wide.
  private func drawWithin(_ text: String) {
    draw { String(text.prefix(terminalColumns - 1)) }
  }

  private func line(_ text: String) {
    printError((isDrawing ? "\r\u{1B}[K" : "") + text)
  }

  /// Draws how far the reading of images has come; its end is a line.
  private func showReading(_ done: Int, _ count: Int) {
    let began = readingBegan ?? now()
    readingBegan = done < count ? began : nil
    let seconds = max(now() - began, 1e-3)
    let rate = Double(done) / seconds
    guard done < count else {
      return line(
        "Read \(counted(count, "file")) in \(Self.duration(seconds))"
          + String(format: ", %.0f images/s", rate))
    }
    let left = timeLeft.text(done: done, of: count)
    drawWithin(
      "Reading images: \(done) of \(count)" + String(format: "  %.0f images/s", rate) + left)
  }

  private static func download(_ address: String, _ received: Int, _ total: Int) -> String {
    "Downloading \(address): "
      + String(format: "%.1f of %.1f MB", Double(received) / 1e6, Double(total) / 1e6)
  }

  /// The line of an epoch, with what its stage declares.
  static func text(_ event: EpochEvent) -> String {
    let record = event.record
    // A generation of a search that found no further network.
    guard record.imagesPerSecond > 0 else {
      return String(format: "epoch %d/%d  nothing new  ", record.epoch, event.epochs)
        + duration(record.seconds)
    }
    let start = String(
      format: "epoch %d/%d  loss %.3f  accuracy %.2f %%", record.epoch, event.epochs, record.loss,
      record.accuracy * 100)
    let end =
      String(format: "%.0f images/s  ", record.imagesPerSecond) + duration(record.seconds)
    let columns = event.columns.compactMap { $0.text(of: record.values) }
    return ([start] + columns + [end]).joined(separator: "  ")
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

extension RunEvent {
  /// Whether it is said for people.
  fileprivate var isNote: Bool {
    if case .note = self { true } else { false }
  }
}

/// A number with its noun: `1 epoch`, `2 epochs`.
func counted(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}
