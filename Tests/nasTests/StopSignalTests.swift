import Foundation
import Testing

@testable import nas

@Suite struct StopSignalTests {
  /// Ctrl-C, Ctrl-C again, and what a machine or a program between does.
  @Test(
    arguments: [
      (SIGINT, 0, SIGINT, 2000, StopSignal.Answer.endNow),
      (SIGINT, 0, SIGINT, 500, .endNow),
      // The same key, passed on by a parent.
      (SIGINT, 1000, SIGINT, 1003, .keepSaving),
      (SIGTERM, 0, SIGTERM, 9000, .keepSaving),
      (SIGHUP, 0, SIGHUP, 9000, .keepSaving),
      (SIGTERM, 0, SIGINT, 9000, .keepSaving),
      (SIGINT, 0, SIGTERM, 9000, .keepSaving),
      (SIGINT, 0, SIGHUP, 9000, .keepSaving),
    ] as [(Int32, UInt64, Int32, UInt64, StopSignal.Answer)])
  func onlyASecondKeyPressGivesUpTheSave(
    first: Int32, at time: UInt64, then second: Int32, at later: UInt64, answer: StopSignal.Answer
  ) {
    let signal = StopSignal(number: first, time: time)
    #expect(signal.answer(to: StopSignal(number: second, time: later)) == answer)
  }

  @Test func itIsStoredInOneNumber() {
    for number in StopSignal.numbers {
      let signal = StopSignal(number: number, time: 123_456_789_012)
      #expect(StopSignal(rawValue: signal.rawValue) == signal)
    }
    #expect(StopSignal(rawValue: 0) == nil)
  }

  @Test func everySignalHasItsCode() {
    for number in StopSignal.numbers {
      #expect(Failure(rawValue: 128 + number) != nil)
    }
  }
}
