internal import ADWPNAS
internal import Architectures
internal import Foundation
internal import HMNAS
internal import Inference
internal import Torch
internal import Tracking
internal import Training

/// Reads the configuration of a run, as its method does, and uses its images as drawing and inference do.
func readConfiguration(_ bytes: [UInt8]) -> FuzzOutcome {
  FuzzOutcome {
    let run = try RunFolder.decodeConfiguration(Data(bytes), at: "config.json")
    if let data = run.data { tryImages(data) }
    let context = RunContext(folder: RunFolder(URL(filePath: "/nowhere")))
    let methods: [any MethodRun.Type] = [HMNASRun.self, ADWPNASRun.self, TrainingRun.self]
    for method in methods where method.method == run.method {
      _ = try method.init(run, context: context)
    }
  }
}

/// Draws a network for images and prepares it for them.
private func tryImages(_ data: DatasetDescription) {
  let network = NASBenchMacroSpace().largest.architecture
  _ = network.drawing(title: data.title, image: data.imageShape, classes: data.classes)
  do throws(InferenceError) {
    _ = try ModelFile(network, weights: [:], description: data)
  } catch {
    guard case .weights = error else { preconditionFailure("images are refused: \(error)") }
  }
}

/// Reads a line per epoch.
func readMetrics(_ bytes: [UInt8]) -> FuzzOutcome {
  FuzzOutcome { _ = try RunFolder.decodeMetrics(Data(bytes), at: "metrics.jsonl") }
}

/// Reads what a search thought of its space.
func readSnapshots(_ bytes: [UInt8]) -> FuzzOutcome {
  FuzzOutcome { _ = try RunFolder.decodeSnapshots(Data(bytes), at: "snapshots.jsonl") }
}

/// Reads what a run found.
func readSummary(_ bytes: [UInt8]) -> FuzzOutcome {
  FuzzOutcome {
    _ = try RunFolder.decode(Summary.self, from: Data(bytes), at: "summary.json").heading("")
  }
}

/// Reads how far a run had come.
func readProgress(_ bytes: [UInt8]) -> FuzzOutcome {
  FuzzOutcome { _ = try RunFolder.decode(Progress.self, from: Data(bytes), at: "progress") }
}

/// Reads a benchmark's table.
func readTable(_ table: BenchmarkTable, _ bytes: [UInt8]) -> FuzzOutcome {
  FuzzOutcome { _ = try table.networks(in: Data(bytes), path: "table") }
}
