import Foundation
import Testing

@testable import Tracking

struct SnapshotTests {
  @Test func snapshotsComeBack() throws {
    try withTemporaryFolder { base throws in
      let folder = RunFolder(base)
      #expect(try folder.readSnapshots().isEmpty)
      let all = [cells(1), cells(2), candidates(1)]
      for snapshot in all { try folder.append(snapshot) }
      #expect(try folder.readSnapshots() == all)
      // A number is written as short as it can be, and what is not there is left out.
      let text = try String(contentsOf: folder.snapshots, encoding: .utf8)
      #expect(text.contains("\"operations\":[0.7,0.3]"))
      #expect(!text.contains("null"))
    }
  }

  /// Snapshots belong to their epochs: where these are dropped, so are they.
  @Test func whatBelongsToNoEpochGoes() throws {
    try withTemporaryFolder { base throws in
      let folder = RunFolder(base)
      for epoch in 1...3 {
        try folder.append(record("search", epoch))
        try folder.append(cells(epoch))
      }
      try folder.append(record("evolution", 1))
      try folder.append(candidates(1))
      try folder.truncateMetrics(to: 4)
      #expect(try folder.readSnapshots().count == 4)
      try folder.truncateMetrics(to: 2)
      #expect(try folder.readSnapshots() == [cells(1), cells(2)])
      // What a kill tore goes too.
      let handle = try FileHandle(forWritingTo: folder.snapshots)
      try handle.seekToEnd()
      try handle.write(contentsOf: Data("{\"stage\":\"sea".utf8))
      try handle.close()
      #expect(try folder.readSnapshots().count == 2)
      try folder.truncateMetrics(to: 2)
      #expect(try String(contentsOf: folder.snapshots, encoding: .utf8).hasSuffix("}\n"))
      try folder.truncateMetrics(to: 0)
      #expect(try folder.readSnapshots().isEmpty)
    }
  }

  @Test func whatIsNoSnapshotIsRefusedByItsLine() throws {
    try withTemporaryFolder { base throws in
      let folder = RunFolder(base)
      try folder.append(cells(1))
      try folder.append(cells(2))
      let whole = try String(contentsOf: folder.snapshots, encoding: .utf8)
      for (old, new, message) in [
        ("\"inputs\":2", "\"inputs\":-9223372036854775808", "line 1: edges do not fit"),
        ("\"nodes\":1", "\"nodes\":9223372036854775807", "line 1: edges do not fit"),
        ("\"target\":2", "\"target\":3", "line 1: edges do not fit"),
        ("\"source\":0", "\"source\":2", "line 1: edges do not fit"),
        ("[0.7,0.3]", "[0.7]", "line 1: edges do not fit"),
        ("\"kept\":[true,false]", "\"kept\":[true]", "line 1: edges do not fit"),
        ("\"stage\"", "\"state\"", "line 1: \"stage\" is missing"),
        ("{", "", "line 1: it is not valid JSON"),
      ] {
        try Data(whole.replacing(old, with: new, maxReplacements: 1).utf8).write(
          to: folder.snapshots)
        #expect(saying(message) { try folder.readSnapshots() }, "\(new)")
      }
    }
  }

  @Test func theRecorderWritesWhatAnEpochBrings() throws {
    try withTemporaryFolder { base throws in
      let (folder, stage) = (RunFolder(base), StageName("search", title: "Search"))
      for snapshot in [cells(1), nil] {
        try MetricsRecorder(folder).record(
          .epoch(
            EpochEvent(
              stage: stage, epochs: 2, record: record("search", 1), columns: [],
              snapshot: snapshot)))
      }
      #expect(try folder.readMetrics().count == 2)
      #expect(try folder.readSnapshots() == [cells(1)])
    }
  }

  private func record(_ stage: String, _ epoch: Int) -> EpochRecord {
    EpochRecord(
      stage: stage, epoch: epoch, loss: 1, accuracy: 0.5, values: [:], seconds: 1,
      imagesPerSecond: 10)
  }

  private func cells(_ epoch: Int) -> SearchSnapshot {
    var edge = CellState.EdgeState(source: 0, target: 2, weight: 1, operations: [0.7, 0.3])
    edge.mask = 0.01
    edge.operationMasks = [0.01, 0.004]
    edge.kept = [true, false]
    return SearchSnapshot(
      stage: "search", epoch: epoch,
      cells: [
        CellState(
          name: "normal", cells: [0, 2], inputs: 2, nodes: 1,
          operations: ["skip_connect", "max_pool_3x3"], edges: [edge])
      ])
  }

  private func candidates(_ epoch: Int) -> SearchSnapshot {
    SearchSnapshot(
      stage: "evolution", epoch: epoch,
      candidates: [
        CandidateState(
          network: "{}", parameters: 10, multiplyAdds: 20, milliseconds: nil, loss: 0.5,
          accuracy: 0.75)
      ])
  }
}
