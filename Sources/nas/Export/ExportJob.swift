internal import Architectures
internal import Export
internal import Files
internal import Foundation
internal import Inference
internal import Tracking

/// Writes a network and checks at once what was written.
struct ExportJob {
  let source: TrainedNetwork
  let format: ExportFormat
  let includesPreprocessing: Bool
  let output: URL

  /// The largest difference of logits that is rounding, relative to the largest logit where that is above 1.
  static let tolerance = 1e-4

  /// Writes all files or none, and checks them.
  ///
  /// - Returns: What was written, and how far its logits are from ours.
  /// - Throws: `InputFault.occupied` where a file is there already; `ExportFault`.
  func run() throws -> ExportReport {
    // Before images are made: whether there is memory for one.
    let classifier = try Classifier(source.model)
    let samples = try ExportSamples(source.model)
    // Before anything is written: whether the graph is the network.
    var checks = [try samples.check("graph", classifier.logits(pixels: samples.pixels))]
    let files = try contents()
    for (url, _) in files where url.isThere {
      throw InputFault.occupied(path: url.path)
    }
    do {
      try write(files)
      checks += try check(samples)
    } catch {
      for (url, _) in files { try? FileManager.default.removeItem(at: url) }
      throw error
    }
    return ExportReport(
      format: format,
      files: files.map { ExportReport.File(path: $0.url.relativePath, bytes: $0.bytes.count) },
      parameters: source.model.network.graph.cost.parameters, checks: checks,
      skipped: format.runtime.flatMap { runtime in
        checks.contains { $0.by.hasPrefix(runtime) }
          ? nil : "\(runtime): \(PythonRuntime.name) does not have it"
      })
  }

  private func write(_ files: [(url: URL, bytes: Data)]) throws {
    let folder = output.deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw RunError.unwritable(path: folder.path, reason: systemReason(error))
    }
    for (url, bytes) in files {
      do throws(FileFailure) {
        try DurableFile.write(bytes, to: url)
      } catch {
        throw RunError.unwritable(path: url.path, reason: error.reason)
      }
    }
  }

  private func contents() throws -> [(url: URL, bytes: Data)] {
    let network = try source.model.exported(metadata: source.metadata)
    switch format {
    case .onnx:
      let model = ONNXModel(network, includesPreprocessing: includesPreprocessing)
      return [(output, Data(try model.bytes()))]
    case .pytorch:
      let weights = output.deletingLastPathComponent().appending(path: "model.safetensors")
      return [
        (output, Data(try PyTorchModel(network).source.utf8)),
        (weights, try source.model.encoded()),
      ]
    case .safetensors: return [(output, try source.model.encoded())]
    }
  }

  /// By what the file is for: the product Inference, or the real runtime where Python has it.
  private func check(_ samples: ExportSamples) throws -> [ExportReport.Check] {
    guard format.runtime != nil else {
      let classifier = try Classifier(ModelFile(contentsOf: output))
      return [try samples.check("Inference", classifier.logits(pixels: samples.pixels))]
    }
    guard let python = PythonRuntime(for: format) else { return [] }
    let found = try python.logits(of: output, samples, takesPixels: includesPreprocessing)
    return [try samples.check(found.runtime, found.logits)]
  }
}
