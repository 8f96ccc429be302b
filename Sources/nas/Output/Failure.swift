internal import ArgumentParser
internal import Foundation
internal import Tracking
internal import Training

/// What a run of the program can end with, apart from success: mostly the codes of sysexits.h.
enum Failure: Int32, CaseIterable {
  case diverged = 1
  case usage = 64
  case badData = 65
  case missingInput = 66
  case internalError = 70
  /// The machine lacks something, such as memory.
  case shortage = 71
  case inputOutput = 74
  /// Another process holds the run.
  case held = 75
  /// The time that a run was given is up, and its state saved; the code of timeout(1).
  case timeIsUp = 124
  case hungUp = 129
  case interrupted = 130
  case terminated = 143

  /// The kind of an error; one that says nothing of its kind is a defect of ours.
  init(_ error: any Error) { self = (error as? any FailureKind)?.failure ?? .internalError }

  /// What the code means, for people.
  private var meaning: String {
    switch self {
    case .diverged: "training diverged"
    case .usage: "wrong usage"
    case .badData: "bad input data"
    case .missingInput: "missing input"
    case .internalError: "internal error"
    case .shortage: "too little memory"
    case .inputOutput: "input or output failed"
    case .held: "another process holds the run"
    case .timeIsUp: "the time of --stop-after is up, the state saved"
    case .hungUp: "SIGHUP"
    case .interrupted: "SIGINT (Ctrl-C)"
    case .terminated: "SIGTERM"
    }
  }

  /// All codes, for the help.
  static var listing: String {
    func list(_ failures: some Sequence<Failure>) -> String {
      failures.map { "\($0.rawValue) \($0.meaning)" }.joined(separator: ", ")
    }
    let stops = allCases.drop { $0.rawValue < 128 }
    return "0 done, \(list(allCases.prefix { $0.rawValue < 128 })). "
      + "Of a run that a signal stopped, with its state saved: \(list(stops))."
  }

  /// Prints one sentence on standard error and ends the program.
  static func end(with error: any Error) -> Never {
    switch NAS.exitCode(for: error) {
    case .success:
      // Help and the version go to standard output.
      print(NAS.fullMessage(for: error))
      do { try StandardStreams.flushOutput() } catch { end(with: error) }
      exit(0)
    case .validationFailure:
      printError("Error: " + usageSentence(error))
      exit(usage.rawValue)
    default:
      if let fault = error as? OutputFault, fault.isUsual {
        signal(SIGPIPE, SIG_DFL)
        raise(SIGPIPE)
      }
      if !(error is Interrupted) { printError("Error: " + withoutPeriod("\(error)")) }
      exit(Failure(error).rawValue)
    }
  }

  /// The parser's message as one sentence, with the place of the help that fits.
  private static func usageSentence(_ error: any Error) -> String {
    var message = NAS.message(for: error)
      // Without the form of the option: `--output <output>`.
      .replacing(/^The value '' is invalid for '([^ ']+)[^']*': (?=is empty)/) { "\($0.1) " }
      .replacing(". Please provide ", with: "; expected ")
      .replacing(". Did you mean", with: "; did you mean")
    // Of all types of values, the parser has no words for whole numbers alone.
    if message.contains(/is invalid for '[^']*'$/) {
      message += "; expected a whole number from 0 to \(Int.max)"
    }
    let help = NAS.fullMessage(for: error).firstMatch(of: /See '(.+)' for more/)
    return withoutPeriod(message) + " (\(help.map { String($0.1) } ?? "nas --help"))"
  }

  private static func withoutPeriod(_ sentence: String) -> String {
    sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
  }
}
