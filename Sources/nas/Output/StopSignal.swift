internal import Foundation

/// The first signal that asked a run to end, and when it came.
struct StopSignal: Hashable {
  let number: Int32
  /// Milliseconds since some moment.
  let time: UInt64

  /// Those that are listened to.
  static let numbers = [SIGINT, SIGTERM, SIGHUP]

  /// What follows from a further signal.
  enum Answer {
    /// The run goes on saving.
    case keepSaving
    /// The program ends without saving.
    case endNow
  }

  /// What follows from a further signal while the run saves.
  ///
  /// Only a person who presses Ctrl-C again does not want to wait. Machines repeat their signals, and
  /// programs that started this one pass Ctrl-C on, which the terminal sends to all of them.
  func answer(to other: StopSignal) -> Answer {
    let isPressedAgain = number == SIGINT && other.number == SIGINT && other.time >= time + 500
    return isPressedAgain ? .endNow : .keepSaving
  }
}

extension StopSignal: RawRepresentable {
  /// In one number, which can be stored at once; 0 for none.
  var rawValue: UInt64 { time << 8 | UInt64(number) }

  init?(rawValue: UInt64) {
    guard rawValue != 0 else { return nil }
    self.init(number: Int32(rawValue & 0xFF), time: rawValue >> 8)
  }
}
