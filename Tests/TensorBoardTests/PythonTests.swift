import Foundation
import PythonSupport
import Testing
import Tracking

@testable import TensorBoard

/// Reads a file with the program that it is for.
@Suite(.enabled(if: Python.hasTensorBoard, Comment(rawValue: Python.tensorBoardRequirement)))
struct PythonTests {
  private struct Report: Decodable {
    /// Wall time, step and value of each, by tag.
    let scalars: [String: [[Double]]]
    /// Count, least, most and the sum of the buckets of the last step, by tag.
    let histograms: [String: [Double]]
    /// Step, width and height of each, by tag.
    let images: [String: [[Int]]]
    let hyperparameters: [String: String]
    let metrics: [String]
    let status: Int
    let mostOfAStep: Int
    /// Of the tensors that pages get, by plugin.
    let dimensions: [String: [Int]]
  }

  private static let report = Result {
    try ExampleRun.inNewFolder { run in
      for epoch in ExampleRun.epochs {
        try MetricsRecorder(run.folder).record(.epoch(epoch))
      }
      // Killed after two epochs more than its checkpoint has, which it makes again.
      try TensorBoardRecorder(run.folder).remake()
      try run.folder.truncateMetrics(to: 4)
      let recorder = TensorBoardRecorder(run.folder)
      try recorder.record(.stageStarted(ExampleRun.final, epochs: 3, stepsPerEpoch: 1))
      for epoch in ExampleRun.epochs.dropFirst(4) {
        try MetricsRecorder(run.folder).record(.epoch(epoch))
        try recorder.record(.epoch(epoch))
      }
      try recorder.record(.complete(run.summary))
      let text = try Python.run("read_events.py", [run.folder.tensorBoard.path])
      return try JSONDecoder().decode(Report.self, from: Data(text.utf8))
    }
  }

  @Test func curves() throws {
    let found = try Self.report.get().scalars
    let start = 1_700_000_000.0
    #expect(
      found["supernet/accuracy"] == [
        [start + 1.5, 1, 0.25], [start + 3, 2, 0.5], [start + 4.5, 3, 0.75],
      ])
    #expect(found["final/loss"] == [[start + 7.5, 1, 1], [start + 9, 2, 0.5]])
    #expect(found["evolution/validationAccuracy"] == [[start + 6, 1, 0.5]])
    #expect(found["test/accuracy"] == [[start + 20, 0, 0.875]])
    #expect(found["test/parameters"] == [[start + 20, 0, 1234]])
    #expect(found["test/multiply-adds"] == [[start + 20, 0, 56_789]])
    #expect(found.count == 3 * 6 + 3)
  }

  @Test func noStepIsThereTwice() throws { #expect(try Self.report.get().mostOfAStep == 1) }

  @Test func histograms() throws {
    let found = try Self.report.get().histograms
    #expect(found["supernet/normal/operation masks"] == [2, -0.5, Double(Float(0.01)), 2])
    #expect(found["supernet/normal/edge weights"] == [1, 0.75, 0.75, 1])
    #expect(found["evolution/candidates/multiply-adds"] == [4, 1000, 1003, 4])
    #expect(found.count == 8)
  }

  @Test func pictures() throws {
    let found = try Self.report.get().images
    #expect(found.keys.sorted() == ["supernet/normal/cell", "supernet/reduction/cell"])
    for images in found.values {
      #expect(images.map { $0[0] } == [1, 2, 3])
      #expect(images.allSatisfy { $0[1] == 640 && $0[2] > 100 })
    }
  }

  @Test func hyperparameters() throws {
    let found = try Self.report.get()
    #expect(
      found.hyperparameters == [
        "method": "hm-nas", "dataset": "fashion-mnist", "preset": "quick", "seed": "7.0",
        "epochs": "3.0", "learning-rate": "0.025", "cutout": "True", "schedule": "cosine",
      ])
    #expect(found.metrics == ["test/accuracy", "test/parameters", "test/multiply-adds"])
    #expect(found.status == 1)
  }

  @Test func pagesGetWhatTheyExpect() throws {
    #expect(
      try Self.report.get().dimensions == [
        "scalars": [0], "histograms": [2], "images": [1], "hparams": [1],
      ])
  }
}
