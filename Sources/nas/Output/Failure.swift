internal import Architectures
internal import ArgumentParser
internal import Datasets
internal import Foundation
internal import Torch
internal import Tracking
internal import Training

/// What a run of the program can end with, apart from success (sysexits.h).
enum Failure: Int32 {
  case usage = 64
  case badData = 65
  case missingInput = 66
  case internalError = 70
  case inputOutput = 74
  case interrupted = 130

  /// The kind of an error.
  init(_ error: any Error) {
    self =
      switch error {
      case is Interrupted: .interrupted
      case is ConfigurationError, is UnusableKernels: .usage
      case let error as RunError:
        switch error {
        case .occupied, .notEmpty: .usage
        case .missing: .missingInput
        case .malformed: .badData
        case .unreadable, .unwritable: .inputOutput
        case .diverged: .internalError
        }
      case let error as InputFault:
        switch error {
        case .missing: .missingInput
        case .malformed: .badData
        case .unreadable: .inputOutput
        }
      case let error as Safetensors.Failure:
        switch error {
        case .missing: .missingInput
        case .malformed: .badData
        case .unreadable, .unwritable: .inputOutput
        }
      case let error as BenchmarkTableError:
        switch error {
        case .missing: .missingInput
        case .malformed: .badData
        case .unreadable: .inputOutput
        }
      case let error as DatasetError: Failure(rawValue: error.exitCode) ?? .internalError
      case is StateError, is ArchitectureError: .badData
      case is MemoryShortage: .internalError
      case is CocoaError, is POSIXError: .inputOutput
      default: .internalError
      }
  }

  /// Prints one sentence on standard error and ends the program.
  static func end(with error: any Error) -> Never {
    switch NAS.exitCode(for: error) {
    // Help and the version go to standard output.
    case .success: NAS.exit(withError: error)
    case .validationFailure:
      printError("Error: " + usageSentence(error))
      exit(usage.rawValue)
    default:
      let failure = Failure(error)
      if failure != .interrupted { printError("Error: " + withoutPeriod("\(error)")) }
      exit(failure.rawValue)
    }
  }

  /// The parser's message as one sentence, with the place of the help that fits.
  private static func usageSentence(_ error: any Error) -> String {
    let message = NAS.message(for: error)
      .replacing(". Please provide ", with: "; expected ")
      .replacing(". Did you mean", with: "; did you mean")
    let help = NAS.fullMessage(for: error).firstMatch(of: /See '(.+)' for more/)
    return withoutPeriod(message) + " (\(help.map { String($0.1) } ?? "nas --help"))"
  }

  private static func withoutPeriod(_ sentence: String) -> String {
    sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
  }
}

/// Prints a line on standard error.
func printError(_ text: String) {
  FileHandle.standardError.write(Data((text + "\n").utf8))
}
