internal import ArgumentParser

/// When a run is to be left for another day.
struct StopOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: """
      Save and stop after so long, such as 7m, with code 124, as timeout does; nas resume goes on to \
      the same bytes. At least one step is made.
      """,
    transform: Self.seconds)
  var stopAfter: Double?

  @Sendable private static func seconds(_ argument: String) throws -> Double {
    guard let minutes = DurationArgument.minutes(argument) else {
      throw ValidationError("expected \(DurationArgument.expected)")
    }
    return minutes * 60
  }

  /// Lets the time begin.
  func begin() {
    if let stopAfter { Interruption.stop(after: stopAfter) }
  }
}
