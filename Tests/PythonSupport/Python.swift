internal import Foundation

/// A Python that has what the exported files are for.
package enum Python {
  /// What a test says that is skipped.
  package static let requirement = """
    needs a Python with onnx, onnxruntime, numpy, pillow, safetensors and torch: python3, or the \
    one that SWIFT_NAS_PYTHON names
    """

  /// The program: the one that is named, else `python3` if it has the packages; nil without one.
  package static let interpreter = program(
    with: ["onnx", "onnxruntime", "numpy", "PIL", "safetensors", "torch"])

  /// What a test says that is skipped for want of TensorBoard.
  package static let tensorBoardRequirement = """
    needs a Python with tensorboard: python3, or the one that SWIFT_NAS_PYTHON names
    """

  /// Whether the program has TensorBoard, as one that is named must.
  package static let hasTensorBoard = program(with: ["tensorboard"]) != nil

  private static func program(with packages: [String]) -> String? {
    if let named = ProcessInfo.processInfo.environment["SWIFT_NAS_PYTHON"] { return named }
    let code = """
      import importlib.util, sys
      sys.exit(any(importlib.util.find_spec(name) is None for name in \(packages)))
      """
    return (try? output(of: "python3", ["-c", code])) == nil ? nil : "python3"
  }

  /// What a script beside a test prints.
  package static func run(
    _ script: String, _ arguments: [String], besides test: String = #filePath
  ) throws -> String {
    let path = URL(fileURLWithPath: test).deletingLastPathComponent()
      .appendingPathComponent(script).path
    return try output(of: interpreter ?? "python3", [path] + arguments)
  }

  private static func output(of program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.environment = ProcessInfo.processInfo.environment
      .merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(program: program, status: process.terminationStatus)
    }
    return String(decoding: data, as: UTF8.self)
  }

  private struct Failure: Error {
    let program: String
    let status: Int32
  }
}
