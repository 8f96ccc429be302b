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
      case is ConfigurationError: .usage
      case let error as RunError:
        switch error {
        case .occupied, .notEmpty: .usage
        case .missing: .missingInput
        case .malformed: .badData
        case .unwritable: .inputOutput
        }
      case let error as Safetensors.Failure:
        switch error {
        case .missing: .missingInput
        case .malformed: .badData
        case .unreadable, .unwritable: .inputOutput
        }
      case let error as DatasetError: Failure(rawValue: error.exitCode) ?? .internalError
      case is StateError, is ArchitectureError: .badData
      case is CocoaError: .inputOutput
      default: .internalError
      }
  }

  /// Prints one sentence on standard error and ends the program.
  static func end(with error: any Error) -> Never {
    // Help, version and usage errors are the parser's business.
    if NAS.exitCode(for: error) != .failure || error is ValidationError || error is CleanExit {
      NAS.exit(withError: error)
    }
    let failure = Failure(error)
    if failure != .interrupted { printError("Error: \(error)") }
    exit(failure.rawValue)
  }
}

/// Prints a line on standard error.
func printError(_ text: String) {
  FileHandle.standardError.write(Data((text + "\n").utf8))
}
