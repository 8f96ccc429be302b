internal import Architectures
internal import Dashboard
internal import Datasets
internal import Export
internal import Files
internal import Foundation
internal import Inference
internal import Records
internal import Torch
internal import Tracking
internal import Training

/// An error that says which exit code it ends the program with.
///
/// A new type of error is a line here; without one it counts as a defect of ours.
protocol FailureKind: Error {
  var failure: Failure { get }
}

extension Interrupted: FailureKind { var failure: Failure { Interruption.failure } }
extension ConfigurationError: FailureKind { var failure: Failure { .usage } }
extension UnusableKernels: FailureKind { var failure: Failure { .usage } }
extension MemoryShortage: FailureKind { var failure: Failure { .shortage } }
extension RunMemoryShortage: FailureKind { var failure: Failure { .shortage } }
extension OutOfMemory: FailureKind { var failure: Failure { .shortage } }
extension Diverged: FailureKind { var failure: Failure { .diverged } }
extension StateError: FailureKind { var failure: Failure { .badData } }
extension ArchitectureError: FailureKind { var failure: Failure { .badData } }
extension CocoaError: FailureKind { var failure: Failure { .inputOutput } }
extension POSIXError: FailureKind { var failure: Failure { .inputOutput } }

extension DatasetError: FailureKind {
  var failure: Failure { Failure(rawValue: exitCode) ?? .internalError }
}

extension FolderError: FailureKind {
  var failure: Failure { Failure(rawValue: exitCode) ?? .internalError }
}

extension RunError: FailureKind {
  var failure: Failure {
    switch self {
    case .occupied, .notEmpty: .usage
    case .held: .held
    case .missing, .gone: .missingInput
    case .malformed: .badData
    case .unreadable, .unwritable: .inputOutput
    }
  }
}

extension RecordsError: FailureKind {
  var failure: Failure {
    switch self {
    case .damaged, .newer: .badData
    case .locked, .failed: .inputOutput
    case .outside: .usage
    }
  }
}

extension InputFault: FailureKind {
  var failure: Failure {
    switch self {
    case .missing, .noWorkingFolder: .missingInput
    case .malformed: .badData
    case .unreadable: .inputOutput
    case .occupied, .lacking, .needless: .usage
    }
  }
}

extension InferenceError: FailureKind {
  var failure: nas.Failure {
    switch self {
    case .missingFile: .missingInput
    case .unreadable: .inputOutput
    case .tooLarge: .shortage
    default: .badData
    }
  }
}

extension ExportError: FailureKind { var failure: Failure { .badData } }
extension FileFailure: FailureKind { var failure: Failure { .inputOutput } }

extension Safetensors.Failure: FailureKind {
  var failure: nas.Failure {
    switch self {
    case .missing: .missingInput
    case .malformed: .badData
    case .unreadable, .unwritable: .inputOutput
    }
  }
}

extension BenchmarkTableError: FailureKind {
  var failure: Failure {
    switch self {
    case .missing: .missingInput
    case .malformed: .badData
    case .unreadable: .inputOutput
    }
  }
}

extension DashboardError: FailureKind {
  var failure: Failure {
    switch self {
    case .noAddress: .usage
    case .cannotListen: .inputOutput
    }
  }
}
