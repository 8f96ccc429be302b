import Architectures
import Foundation
import Tracking

/// The folder of a run that never ran.
struct MadeRun {
  let folder: RunFolder

  /// Makes the folder with its configuration.
  init(
    _ url: URL, method: String = "hm-nas", dataset: String = "fashion-mnist", seed: UInt64 = 0,
    options: [String: Setting] = [:]
  ) throws {
    folder = RunFolder(url)
    var configuration = RunConfiguration(
      method: method, dataset: dataset, dataDirectory: nil, preset: "quick", seed: seed,
      device: "cpu", threads: 2, libtorch: "2.13.0", cpuCapability: "AVX2",
      kernelInstructions: "AVX2", commit: "0123456",
      options: ["search-epochs": 5, "learning-rate": 0.05, "flip": true, "order": "first"]
        .merging(options) { $1 })
    configuration.begin()
    try folder.create(configuration)
  }

  /// Appends epochs as a run does.
  func train(
    _ epochs: ClosedRange<Int>, stage: String = "search", seconds: Double = 1.5,
    snapshots: Bool = true
  ) throws {
    for epoch in epochs {
      try folder.append(
        EpochRecord(
          stage: stage, epoch: epoch, loss: 2 / Double(epoch), accuracy: 0.5,
          values: ["entropy": 0.25 * Double(epoch), "skips": 0], seconds: seconds,
          imagesPerSecond: 100))
      if snapshots {
        try folder.append(SearchSnapshot(stage: stage, epoch: epoch, cells: [Self.cell]))
      }
    }
  }

  /// Appends a generation of candidates.
  func evolve(_ epoch: Int) throws {
    try folder.append(
      SearchSnapshot(
        stage: "evolution", epoch: epoch,
        candidates: (0..<3).map { number in
          CandidateState(
            network: "{\"code\":\"\(number)\"}", parameters: 1000 + number, multiplyAdds: 2000,
            milliseconds: number == 0 ? nil : 1.5, loss: 1, accuracy: 0.75)
        }))
  }

  /// Writes the result.
  func complete(
    accuracy: Double = 0.9, parameters: Int = 1000, multiplyAdds: Int = 2000,
    validation: Double? = nil, _ change: (inout Summary) -> Void = { _ in }
  ) throws {
    let run = try folder.readConfiguration()
    let final = Summary.StageResult(
      name: "fine-tuned", testAccuracy: accuracy, parameters: parameters,
      nonZeroParameters: parameters - 10, multiplyAdds: multiplyAdds, epochs: 3)
    var first = final
    (first.name, first.testAccuracy) = ("supernet", 0.4)
    var summary = Summary(
      method: run.method, dataset: run.dataset, preset: run.preset, seed: run.seed,
      validationAccuracy: validation, final: final, stages: [first, final], structure: [],
      device: run.device, libtorch: run.libtorch, commit: run.commit,
      seconds: ["search": 20, "total": 30.5])
    change(&summary)
    try folder.write(summary, to: folder.summary)
  }

  private static let cell = CellState(
    name: "normal", cells: [0, 2], inputs: 2, nodes: 1, operations: ["skip_connect", "zero"],
    edges: [
      CellState.EdgeState(source: 0, target: 2, weight: 1, operations: [0.25, 0.75]),
      CellState.EdgeState(source: 1, target: 2, weight: 1, operations: [0.5, 0.5]),
    ])
}
