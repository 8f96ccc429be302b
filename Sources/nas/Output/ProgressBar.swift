internal import Foundation
internal import Tracking

/// The line that shows how far an epoch has come.
struct ProgressBar {
  /// The line, no longer than the terminal is wide: a longer one could not be drawn over.
  let text: String

  init(_ event: StepEvent, measured: StepEvent.Measured, columns: Int) {
    let start = "  epoch \(event.epoch)/\(event.epochs) "
    let end =
      " \(event.step)/\(event.stepsPerEpoch)  \(Int(event.imagesPerSecond)) images/s  "
      + String(
        format: "loss %.3f  accuracy %.1f %%  ", measured.loss, measured.accuracy * 100)
      + "\(ProgressPrinter.duration(event.secondsLeft)) left"
    let width = min(24, max(0, columns - 1 - start.count - end.count))
    let filled = event.step * width / event.stepsPerEpoch
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
