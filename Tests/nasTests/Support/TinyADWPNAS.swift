import Foundation
import TestSupport
import Testing

/// An ADWPNAS run of seconds.
enum TinyADWPNAS {
  /// Small networks, for the test set has 10,000 images.
  static let options = [
    "--width", "0.1", "--training-images", "60", "--batch-size", "20",
    "--hypernetwork-epochs", "2", "--train-epochs", "1", "--validation-fraction", "0.34",
    "--recalibration-batches", "1", "--recalibration-batch-size", "20", "--held-out-images", "20",
    "--evaluation-batch-size", "25", "--generations", "3", "--population", "4", "--mutants", "2",
    "--crossovers", "1", "--max-parameters", "60000", "--max-multiply-adds", "9000000",
    "--threads", "\(threadsUnderTest)",
  ]

  static func arguments(_ options: [String] = options, output: URL) -> [String] {
    ["search", "adwpnas", "--seed", "3", "--output", output.path] + options
  }

  /// The run that most tests look at; it is made once and never changed.
  static func shared() throws -> URL { try finished.get() }

  private static let finished = Swift.Result {
    let folder = try Scratch.free()
    let result = try Program.run(arguments(output: folder))
    guard result.code == 0 else { throw Failure(description: result.errors) }
    return folder
  }

  private struct Failure: Error, CustomStringConvertible {
    let description: String
  }
}
