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
  /// - Throws: `PythonFailure` where it refuses the file.
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
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    let complaint = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let last = String(decoding: complaint, as: UTF8.self).split(separator: "\n").last
      throw PythonFailure(program: arguments[0], reason: last.map(String.init) ?? "no message")
    }
    return text
  }
}

/// A runtime that refused what was written.
struct PythonFailure: Error, CustomStringConvertible {
  let program: String
  let reason: String

  var description: String {
    "\(program) could not run what was written (\(reason)); nothing was left behind"
  }
}

extension ExportFormat {
  /// The runtime that the format is for, where that is not ours.
  var runtime: String? {
    switch self {
    case .onnx: "onnxruntime"
    case .pytorch: "PyTorch"
    case .safetensors: nil
    }
  }

  fileprivate var packages: [String] {
    switch self {
    case .onnx: ["numpy", "onnxruntime"]
    case .pytorch: ["numpy", "torch", "safetensors"]
    case .safetensors: []
    }
  }

  /// Takes the file, the images, their number and whether they are pixels, N × H × W × C.
  fileprivate var script: String {
    switch self {
    case .onnx:
      """
      import json, sys, numpy, onnxruntime
      options = onnxruntime.SessionOptions()
      options.intra_op_num_threads = 1
      session = onnxruntime.InferenceSession(sys.argv[1], options, providers=["CPUExecutionProvider"])
      _, channels, height, width = session.get_inputs()[0].shape
      count = int(sys.argv[3])
      if sys.argv[4] == "true":
          images = numpy.fromfile(sys.argv[2], dtype="u1").reshape(count, height, width, channels)
          images = numpy.ascontiguousarray(images.transpose(0, 3, 1, 2))
      else:
          images = numpy.fromfile(sys.argv[2], dtype="<f4").reshape(count, channels, height, width)
      logits = session.run(["logits"], {"images": images})[0]
      print(json.dumps({"runtime": "onnxruntime " + onnxruntime.__version__, "logits": logits.tolist()}))
      """
    case .pytorch:
      """
      import importlib.util, json, sys, numpy, torch
      spec = importlib.util.spec_from_file_location("model", sys.argv[1])
      model = importlib.util.module_from_spec(spec)
      spec.loader.exec_module(model)
      images = numpy.fromfile(sys.argv[2], dtype="<f4").reshape(int(sys.argv[3]), *model.IMAGE)
      with torch.inference_mode():
          logits = model.load()(torch.from_numpy(images))
      print(json.dumps({"runtime": "PyTorch " + torch.__version__, "logits": logits.tolist()}))
      """
    case .safetensors: ""
    }
  }
}
