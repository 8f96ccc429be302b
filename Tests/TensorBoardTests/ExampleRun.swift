import Foundation
import TensorBoard
import Tracking

/// A run of a supernet, an evolution and a final training, as far as it has come.
struct ExampleRun {
  let folder: RunFolder
  let configuration: RunConfiguration

  /// Begins one in a new folder, which is gone afterwards.
  static func inNewFolder<Result>(_ body: (ExampleRun) throws -> Result) throws -> Result {
    let url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: url) }
    let run = ExampleRun(in: url)
    try run.folder.create(run.configuration)
    // So that the file's name is no matter of luck.
    try FileManager.default.setAttributes(
      [.modificationDate: start], ofItemAtPath: run.folder.configuration.path)
    return try body(run)
  }

  /// When runs begin.
  static let start = Date(timeIntervalSince1970: 1_700_000_000.75)

  private init(in url: URL) {
    folder = RunFolder(url)
    var configuration = RunConfiguration(
      method: "hm-nas", dataset: "fashion-mnist", dataDirectory: nil, preset: "quick", seed: 7,
      device: "cpu", threads: 1, libtorch: "2.13.0", cpuCapability: "AVX2",
      kernelInstructions: "avx2", commit: "abc",
      options: ["epochs": 3, "learning-rate": 0.025, "cutout": true, "schedule": "cosine"])
    configuration.begin()
    self.configuration = configuration
  }

  /// Where the events are.
  var eventFile: URL {
    folder.tensorBoard.appending(
      path: "events.out.tfevents.1700000000.\(configuration.id ?? "nas")")
  }

  /// The bytes of the event file.
  func events() throws -> Data { try Data(contentsOf: eventFile) }

  /// The names in the folder of events.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.tensorBoard.path).sorted()
  }

  static let search = StageName("supernet", title: "Supernet")
  static let evolution = StageName("evolution", title: "Evolution")
  static let final = StageName("final", title: "Final training")

  /// All epochs of the run, in order.
  static let epochs: [EpochEvent] =
    (1...3).map { epoch(search, $0, SearchSnapshot(stage: "supernet", epoch: $0, cells: cells)) }
    + [
      epoch(
        evolution, 1, SearchSnapshot(stage: "evolution", epoch: 1, candidates: candidates))
    ] + (1...2).map { epoch(final, $0, nil) }

  private static func epoch(
    _ stage: StageName, _ epoch: Int, _ snapshot: SearchSnapshot?
  ) -> EpochEvent {
    EpochEvent(
      stage: stage, epochs: 3,
      record: EpochRecord(
        stage: stage.key, epoch: epoch, loss: 1 / Double(epoch), accuracy: 0.25 * Double(epoch),
        values: ["learningRate": 0.1 / Double(epoch), "validationAccuracy": 0.5], seconds: 1.5,
        imagesPerSecond: 100),
      columns: [], snapshot: snapshot)
  }

  /// Two cells, of which one has masks.
  static var cells: [CellState] {
    var masked = CellState.EdgeState(source: 0, target: 2, weight: 0.75, operations: [0.9, 0.1])
    masked.mask = 0.02
    masked.operationMasks = [0.01, -0.5]
    masked.kept = [true, false]
    let plain = CellState.EdgeState(source: 1, target: 2, weight: 0.25, operations: [0.5, 0.5])
    let operations = ["skip_connect", "max_pool_3x3"]
    return [
      CellState(
        name: "normal", cells: [0, 2], inputs: 2, nodes: 1, operations: operations,
        edges: [masked]),
      CellState(
        name: "reduction", cells: [1], inputs: 2, nodes: 1, operations: operations,
        edges: [plain]),
    ]
  }

  private static let candidates = (0..<4).map {
    CandidateState(
      network: "{}", parameters: 10, multiplyAdds: 1000 + $0, milliseconds: nil, loss: 0.5,
      accuracy: 0.1 * Double($0))
  }

  /// What the run found.
  var summary: Summary {
    Summary(
      method: configuration.method, dataset: configuration.dataset, preset: configuration.preset,
      seed: configuration.seed, validationAccuracy: 0.5,
      final: Summary.StageResult(
        name: "final", testAccuracy: 0.875, parameters: 1234, nonZeroParameters: 1000,
        multiplyAdds: 56_789),
      stages: [], structure: [], device: "cpu", libtorch: "2.13.0", commit: "abc",
      seconds: ["total": 20])
  }
}
