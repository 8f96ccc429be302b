import Architectures
import Datasets
import Foundation
import HMNAS
import PythonSupport
import TestSupport
import Testing
import Tracking
import Training

/// What the real runtimes make of exported networks, over whole test sets.
@Suite(.enabled(if: Python.interpreter != nil, "\(Python.requirement)"))
struct ExportRuntimeTests {
  /// Runs whose networks are of each space on Fashion-MNIST, with their accuracy.
  private static func runs() throws -> [URL] {
    [
      try TinyRun.shared().folder, try TinyADWPNAS.shared(), try TinyTraining.shared(),
      try macro.get(),
    ]
  }

  /// A network of NAS-Bench-Macro, hardly trained.
  private static let macro = Swift.Result {
    let file = try Scratch.file(
      "macro.json", #"{"format": "nas-bench-macro-1", "code": "00100021"}"#)
    let folder = try Scratch.free()
    _ = try expectSuccess([
      "train", file.path, "--output", folder.path, "--epochs", "1", "--training-images", "40",
      "--batch-size", "20", "--threads", "\(threadsUnderTest)",
    ])
    return folder
  }

  @Test func networksOfEverySpaceHaveTheAccuracyOfTheirRuns() throws {
    try expectAccuracies(
      of: Self.runs(), on: DatasetReader(DatasetLocation(.fashionMNIST)).directory, count: 10_000)
  }

  /// Odd heights and widths are where paddings and strides go wrong.
  @Test func aNetworkOfOddImagesHasTheAccuracyOfItsRun() throws {
    let (height, width) = (15, 13)
    func images(_ count: Int, seed: UInt64) -> ImageSet {
      var generator = SplitMix64(seed: seed)
      let labels = (0..<count).map { Int32($0 % 3) }
      let pixels = labels.flatMap { label in
        (0..<height * width).map { pixel in
          UInt8.random(in: pixel / width / 5 == label ? 120...255 : 0...140, using: &generator)
        }
      }
      return ImageSet(
        images: pixels, labels: labels, channels: 1, height: height, width: width, classes: 3)
    }
    let test = images(600, seed: 2)
    let run = try SmallRun<HMNASRun>(
      [
        "--channels", "4", "--training-images", "0", "--epochs", "1", "--batch-size", "12",
        "--validation-fraction", "0.2",
      ],
      source: PixelSource(name: "odd", training: images(120, seed: 1), test: test))
    try run.run { try $0.start() }
    let data = try Scratch.folder()
    for (name, sizes, bytes) in [
      ("images-idx3-ubyte", [test.count, height, width], test.images),
      ("labels-idx1-ubyte", [test.count], test.labels.map { UInt8($0) }),
    ] {
      let header: [UInt8] = [0, 0, 8, UInt8(sizes.count)]
      let shape = sizes.flatMap { [0, 0, UInt8($0 >> 8), UInt8($0 & 255)] as [UInt8] }
      try Data(header + shape + bytes).write(to: data.appending(path: "t10k-\(name)"))
    }
    try expectAccuracies(of: [run.folder.url], on: data, count: test.count)
  }

  /// Exports runs in every form and classifies all test images with each by the runtime that it is for.
  private func expectAccuracies(of runs: [URL], on data: URL, count: Int) throws {
    let folders = try runs.map { run in
      let folder = try Scratch.folder()
      for (format, file, flags) in [
        ("onnx", "model.onnx", []), ("onnx", "raw.onnx", ["--include-preprocessing"]),
        ("pytorch", "model.py", []),
      ] {
        let result = try expectSuccess(
          [
            "export", run.path, "--format", format, "--output",
            folder.appending(path: file).path, "--json",
          ] + flags)
        // The runtime that the format is for has checked it.
        #expect(try (result.json() as? [String: Any])?["skipped"] is NSNull)
      }
      return folder
    }
    let lines = try Python.run(
      "evaluate_exports.py", [data.path, "\(min(count, 1000))"] + folders.map(\.path)
    ).split(separator: "\n")
    #expect(lines.count == runs.count)
    for (line, run) in zip(lines, runs) {
      let report = try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(try #require(report["difference"] as? Double) < 1e-4)
      let accuracy = try #require(json("summary.json", in: run)["testAccuracy"] as? Double)
      let correct = try #require(report["correct"] as? Double)
      #expect(abs(correct - accuracy * Double(count)) <= 2)
      #expect(try #require(report["others"] as? [String: Int]).values.allSatisfy { $0 <= 2 })
    }
  }
}

/// Runs the program, which has to succeed.
func expectSuccess(_ arguments: [String]) throws -> Program.Result {
  let result = try Program.run(arguments)
  try #require(result.code == 0, "\(arguments): \(result.errors)")
  return result
}
