import Foundation
import TestSupport
import Testing

/// A training of seconds, and what it left.
enum TinyTraining {
  static let options = [
    "--training-images", "60", "--batch-size", "20", "--epochs", "2", "--threads",
    "\(threadsUnderTest)",
    "--validation-fraction", "0.34", "--average-decay", "0.9", "--drop-path", "0.2",
  ]

  /// The smallest network of the space but for its first blocks.
  static let network = """
    {"format": "adwp-macro-1", "stages": [\(stage), \(stage), \(stage)]}
    """
  private static let stage = """
    {"widthPercent": 50, "blocks": [{"kernels": "3+5", "expansion": 2, "squeezeExcitation": true}, \
    null, null, null, null, null]}
    """

  static func arguments(_ options: [String] = options, output: URL) throws -> [String] {
    let file = try Scratch.file("network.json", network)
    return ["train", file.path, "--output", output.path] + options
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
