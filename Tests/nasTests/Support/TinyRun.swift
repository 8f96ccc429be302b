import Foundation
import TestSupport
import Testing

/// A search of seconds, and what it left.
struct TinyRun {
  let folder: URL
  let result: Program.Result

  /// Three cells, a few channels, 200 images: it learns something and prunes on every level.
  static let options =
    cellsOfThePaper + [
      "--channels", "4", "--stem-stride", "4", "--training-images", "200", "--batch-size", "20",
      "--epochs", "2", "--warm-start-epochs", "0", "--threads", "\(threadsUnderTest)",
      // Whatever the preset has: those that decide whether it prunes in 20 steps.
      "--architecture-learning-rate", "0.003", "--mask-initial", "0.01", "--mask-threshold",
      "0.005",
      "--mask-weight-travel", "0.391", "--mask-architecture-travel", "0.0391",
      "--mask-walk", "0.0063",
    ]

  /// Searches into a new folder.
  init(_ options: [String] = TinyRun.options, seed: Int = 0) throws {
    folder = try Scratch.free()
    result = try Program.run(Self.arguments(options, seed: seed, output: folder))
    // Not #require: every test that shares the run has to fail, not only the first.
    guard result.code == 0 else { throw Failure(description: result.errors) }
  }

  /// A search that did not end well, with what it said.
  private struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  static func arguments(
    _ options: [String] = TinyRun.options, seed: Int = 0, output: URL
  ) -> [String] {
    ["search", "hm-nas", "--seed", "\(seed)", "--output", output.path] + options
  }

  /// The run that most tests look at; it is made once and never changed.
  static func shared() throws -> TinyRun { try finished.get() }

  private static let finished = Swift.Result { try TinyRun() }

  /// The shared run's files in another place, as a rule without its checkpoints.
  static func copy(withCheckpoints: Bool = false) throws -> URL {
    let copy = try Scratch.free()
    try FileManager.default.copyItem(at: shared().folder, to: copy)
    if !withCheckpoints {
      try FileManager.default.removeItem(at: copy.appending(path: "checkpoint"))
    }
    return copy
  }

  /// The same as it was before its end: all stages are trained, the test set has not been read.
  static func unfinishedCopy() throws -> URL {
    let copy = try copy(withCheckpoints: true)
    try FileManager.default.removeItem(at: copy.appending(path: "summary.json"))
    return copy
  }
}

/// A JSON object of a run folder.
func json(_ name: String, in folder: URL) throws -> [String: Any] {
  let data = try Data(contentsOf: folder.appending(path: name))
  return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
}

/// Everything of `summary.json` that the seed decides, in one spelling.
func reproducible(_ folder: URL) throws -> String {
  var summary = try json("summary.json", in: folder)
  try #require(summary.removeValue(forKey: "seconds") != nil)
  let data = try JSONSerialization.data(withJSONObject: summary, options: .sortedKeys)
  return String(decoding: data, as: UTF8.self)
}

/// Everything of `metrics.jsonl` that the seed decides, in one spelling.
func reproducibleMetrics(_ folder: URL) throws -> [String] {
  try metrics(folder).map { line in
    let kept = line.filter { !["seconds", "imagesPerSecond"].contains($0.key) }
    let data = try JSONSerialization.data(withJSONObject: kept, options: .sortedKeys)
    return String(decoding: data, as: UTF8.self)
  }
}

/// The lines of `metrics.jsonl`.
func metrics(_ folder: URL) throws -> [[String: Any]] {
  let text = try String(contentsOf: folder.appending(path: "metrics.jsonl"), encoding: .utf8)
  return try text.split(separator: "\n").map {
    try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
  }
}

func bytes(_ name: String, in folder: URL) throws -> Data {
  try Data(contentsOf: folder.appending(path: name))
}
