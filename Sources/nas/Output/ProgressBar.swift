internal import Foundation
internal import Training

/// The line that shows how far an epoch has come.
struct ProgressBar {
  /// The line, no longer than the terminal is wide: a longer one could not be drawn over.
  let text: String

  init(_ report: StepReport, columns: Int) {
    let step = report.position.step + 1
    let speed = Double(report.meter.images) / max(report.seconds, 1e-9)
    let stepsLeft = report.position.count - report.position.number - 1
    let left = report.seconds / Double(step) * Double(stepsLeft)
    let start = "  epoch \(report.position.epoch + 1)/\(report.epochs) "
    let end =
      " \(step)/\(report.stepsPerEpoch)  \(Int(speed)) images/s  "
      + String(
        format: "loss %.3f  accuracy %.1f %%  ", report.meter.loss, report.meter.accuracy * 100)
      + "\(ProgressPrinter.duration(left)) left"
    let width = min(24, max(0, columns - 1 - start.count - end.count))
    let filled = step * width / report.stepsPerEpoch
    let bar = String(repeating: "━", count: filled) + String(repeating: "╌", count: width - filled)
    text = String((start + bar + end).prefix(columns - 1))
  }
}

/// The width of the terminal on standard error; 80 where it does not say.
var terminalColumns: Int {
  var size = winsize()
  guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
  return Int(size.ws_col)
}
