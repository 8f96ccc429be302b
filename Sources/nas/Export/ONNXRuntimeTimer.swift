internal import Files
internal import Foundation

/// An onnxruntime that waits in a Python for batches to time; nil where no Python has it.
final class ONNXRuntimeTimer {
  /// Name and version.
  let name: String
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let file: URL
  private let end: ProcessEnd

  /// Starts a Python with a network.
  init?(_ model: [UInt8], threads: Int) throws {
    guard let interpreter = PythonRuntime.interpreter(with: ["numpy", "onnxruntime"]) else {
      return nil
    }
    file = FileManager.default.temporaryDirectory.appending(
      path: "swift-nas-\(UUID().uuidString).onnx")
    try Data(model).write(to: file)
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [interpreter, "-c", Self.script, file.path, "\(threads)"]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    end = try process.start()
    name = try Self.line(from: output)
  }

  deinit {
    try? input.fileHandleForWriting.close()
    end.wait()
    try? FileManager.default.removeItem(at: file)
  }

  /// Seconds for a batch of random images.
  func seconds(batch: Int) throws -> Double {
    try input.fileHandleForWriting.write(contentsOf: Data("\(batch)\n".utf8))
    guard let seconds = Double(try Self.line(from: output)) else {
      throw ExportFault.python(program: name, reason: "it gave no time")
    }
    return seconds
  }

  private static func line(from pipe: Pipe) throws -> String {
    var bytes: [UInt8] = []
    while let byte = try pipe.fileHandleForReading.read(upToCount: 1)?.first {
      if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
    throw ExportFault.python(program: "onnxruntime", reason: "it ended before its time")
  }

  private static let script = """
    import sys, time, numpy, onnxruntime
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(sys.argv[2])
    session = onnxruntime.InferenceSession(sys.argv[1], options, providers=["CPUExecutionProvider"])
    shape = session.get_inputs()[0].shape[1:]
    print("onnxruntime " + onnxruntime.__version__, flush=True)
    images = {}
    for line in sys.stdin:
        batch = int(line)
        if batch not in images:
            images[batch] = numpy.random.default_rng(1).standard_normal((batch, *shape), dtype="f4")
        began = time.perf_counter()
        session.run(["logits"], {"images": images[batch]})
        print(time.perf_counter() - began, flush=True)
    """
}
