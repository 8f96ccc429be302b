internal import Files
internal import Foundation

/// A Python that runs what was written: by onnxruntime or by PyTorch.
struct PythonRuntime {
  private let format: ExportFormat
  private let interpreter: String

  /// The Python that `SWIFT_NAS_PYTHON` names, else `python3`; nil where it lacks the packages.
  init?(for format: ExportFormat) {
    guard let interpreter = Self.interpreter(with: format.packages) else { return nil }
    self.format = format
    self.interpreter = interpreter
  }

  /// What `SWIFT_NAS_PYTHON` says, else `python3`.
  static var name: String { ProcessInfo.processInfo.environment["SWIFT_NAS_PYTHON"] ?? "python3" }

  /// That Python; nil where it lacks one of the packages.
  static func interpreter(with packages: [String]) -> String? {
    let interpreter = name
    let code = """
      import importlib.util, sys
      sys.exit(any(importlib.util.find_spec(name) is None for name in \(packages)))
      """
    return (try? run([interpreter, "-c", code])) == nil ? nil : interpreter
  }

  /// What the real runtime computes.
  ///
  /// - Parameters:
  ///   - file: The file that was written.
  ///   - samples: The images.
  ///   - takesPixels: Whether the network normalises pixels itself.
  /// - Returns: Its name and version, and one row of logits per image.
  /// - Throws: `ExportFault` where it refuses the file.
  func logits(
    of file: URL, _ samples: ExportSamples, takesPixels: Bool
  ) throws -> (runtime: String, logits: [[Float]]) {
    let images = FileManager.default.temporaryDirectory.appending(
      path: "swift-nas-\(UUID().uuidString).f32")
    defer { try? FileManager.default.removeItem(at: images) }
    try samples.images.withUnsafeBytes { Data($0) }.write(to: images)
    let pixels = images.appendingPathExtension("u8")
    defer { try? FileManager.default.removeItem(at: pixels) }
    try Data(samples.pixels).write(to: pixels)
    let output = try Self.run([
      interpreter, "-c", format.script, file.path, takesPixels ? pixels.path : images.path,
      "\(ExportSamples.count)", "\(takesPixels)",
    ])
    return try JSONDecoder().decode(Result.self, from: output).pair
  }

  private struct Result: Decodable {
    let runtime: String
    let logits: [[Float]]
    var pair: (String, [[Float]]) { (runtime, logits) }
  }

  /// What a program prints.
  private static func run(_ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
      .merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
    // Errors go to a file: a second pipe that nobody reads from could fill up.
    let complaint = FileManager.default.temporaryDirectory.appending(
      path: "swift-nas-\(UUID().uuidString).txt")
    try Data().write(to: complaint)
    defer { try? FileManager.default.removeItem(at: complaint) }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: complaint)
    process.standardInput = FileHandle.nullDevice
    let end = try process.start()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    end.wait()
    guard process.terminationStatus == 0 else {
      let errors = (try? String(contentsOf: complaint, encoding: .utf8)) ?? ""
      let last = errors.split(separator: "\n").last
      throw ExportFault.python(program: arguments[0], reason: last.map(String.init) ?? "no message")
    }
    return text
  }
}
