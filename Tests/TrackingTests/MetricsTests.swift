import Foundation
import Testing

@testable import Tracking

struct MetricsTests {
  @Test func recordsComeBack() throws {
    try withTemporaryFolder { base throws in
      let folder = RunFolder(base)
      #expect(try folder.readMetrics().isEmpty)
      for epoch in 1...3 { try folder.append(record(epoch)) }
      try folder.syncMetrics()
      #expect(try folder.readMetrics() == (1...3).map { record($0) })
      #expect(try names(in: base) == ["metrics.jsonl"])
    }
  }

  @Test func whatCameAfterACheckpointGoes() throws {
    try withMetrics(lines: 4) { folder, whole in
      try folder.truncateMetrics(to: 4)
      #expect(try Data(contentsOf: folder.metrics) == whole)
      try folder.truncateMetrics(to: 2)
      #expect(try folder.readMetrics() == [record(1), record(2)])
      #expect(whole.starts(with: try Data(contentsOf: folder.metrics)))
      try folder.truncateMetrics(to: 0)
      #expect(try Data(contentsOf: folder.metrics).isEmpty)
    }
  }

  /// Torn at every byte of the last line.
  @Test func aTornLineGoes() throws {
    try withMetrics(lines: 3) { folder, whole in
      let last = try #require(whole.dropLast().lastIndex(of: UInt8(ascii: "\n"))) + 1
      for end in last..<whole.count {
        try whole.prefix(end).write(to: folder.metrics)
        #expect(try folder.readMetrics().count == 2)
        #expect(
          saying("has 2 whole lines, expected at least the 3") {
            try folder.truncateMetrics(to: 3)
          })
        #expect(try Data(contentsOf: folder.metrics).count == end)
        try folder.truncateMetrics(to: 2)
        #expect(try Data(contentsOf: folder.metrics) == whole.prefix(last))
      }
    }
  }

  @Test func linesThatAreNoRecordsAreNamed() throws {
    try withMetrics(lines: 4) { folder, whole in
      var text = String(decoding: whole, as: UTF8.self)
      text = text.replacing("\"epoch\":3", with: "\"epoch\":")
      try Data(text.utf8).write(to: folder.metrics)
      #expect(saying("metrics.jsonl: line 3: it is not valid JSON") { try folder.readMetrics() })
      for count in 3...4 {
        #expect(saying("line 3") { try folder.truncateMetrics(to: count) })
      }
      try folder.truncateMetrics(to: 2)
      #expect(try folder.readMetrics().count == 2)
    }
  }

  @Test func whatCannotBeReadIsSaid() throws {
    try withTemporaryFolder { base throws in
      let folder = RunFolder(base)
      try FileManager.default.createDirectory(
        at: folder.metrics, withIntermediateDirectories: true)
      #expect(
        saying("cannot read \(folder.metrics.path): Is a directory") {
          try folder.readMetrics()
        })
      #expect(
        saying("cannot write \(folder.metrics.path): Is a directory") {
          try folder.append(record(1))
        })
    }
  }

  private func withMetrics(
    lines: Int, _ body: (RunFolder, Data) throws -> Void
  ) throws {
    try withTemporaryFolder { base throws in
      let folder = RunFolder(base)
      for epoch in 1...lines { try folder.append(record(epoch)) }
      try body(folder, Data(contentsOf: folder.metrics))
    }
  }

  private func record(_ epoch: Int) -> EpochRecord {
    EpochRecord(
      stage: "search", epoch: epoch, loss: 0.5 / Double(epoch), accuracy: 0.75,
      values: ["learningRate": 0.1], seconds: 1.5, imagesPerSecond: 100)
  }
}
