import Architectures
import Datasets
import Foundation
import Inference
import PythonSupport
import TestSupport
import Testing

/// What runs found, written for other programs.
@Suite struct ExportTests {
  @Test func everyFormatIsWrittenAndChecked() throws {
    for run in [try TinyRun.shared().folder, try TinyTraining.shared()] {
      let folder = try Scratch.folder()
      for (format, files) in [
        ("onnx", ["model.onnx"]), ("pytorch", ["model.py", "model.safetensors"]),
        ("safetensors", ["network.safetensors"]),
      ] {
        let output = folder.appending(path: "\(format)/\(files[0])")
        let result = try expectSuccess(
          ["export", run.path, "--format", format, "--output", output.path, "--json"])
        let report = try #require(result.json() as? [String: Any])
        try expectKeys(report, ["format", "files", "parameters", "checks", "skipped"])
        let written = try #require(report["files"] as? [[String: Any]])
        #expect(
          written.map { URL(filePath: $0["path"] as? String ?? "").lastPathComponent } == files)
        for file in files {
          #expect(isThere(output.deletingLastPathComponent().appending(path: file)))
        }
        #expect(
          try report["parameters"] as? Int == json("summary.json", in: run)["parameters"] as? Int)
        let checks = try #require(report["checks"] as? [[String: Any]])
        #expect(checks.count >= (format == "safetensors" ? 2 : 1))
        #expect(checks.allSatisfy { ($0["difference"] as? Double ?? 1) < 1e-4 })
      }
    }
  }

  /// By the runtime that needs no libtorch, on a part of the test set.
  @Test func theFileForSwiftClassifiesAsTheRun() throws {
    let run = try TinyTraining.shared()
    let output = try Scratch.free("network.safetensors")
    _ = try expectSuccess(
      ["export", run.path, "--format", "safetensors", "--output", output.path])
    let (exported, own) = (
      try Classifier(ModelFile(contentsOf: output)), try Classifier(ModelFile(run: run))
    )
    #expect(exported.description.classNames[9] == "Ankle boot")
    let pixels = [UInt8]((0..<5 * 784).map { UInt8(($0 * 7919) % 256) })
    #expect(try exported.logits(pixels: pixels) == own.logits(pixels: pixels))
  }

  @Test func nothingIsOverwritten() throws {
    let output = try Scratch.file("model.onnx", "mine")
    let run = try TinyRun.shared().folder
    let result = try Program.run("export", run.path, "--format", "onnx", "--output", output.path)
    expectFailure(result, code: 64, saying: ["is there already"])
    #expect(try String(contentsOf: output, encoding: .utf8) == "mine")
  }

  @Test func aFolderTakesTheFileUnderItsUsualName() throws {
    let run = try TinyRun.shared().folder
    let folder = try Scratch.folder()
    #expect(
      try Program.run("export", run.path, "--format", "onnx", "--output", folder.path).code == 0)
    #expect(isThere(folder.appending(path: "model.onnx")))
    let file = try Scratch.file("file", "mine")
    try expectFailure(
      Program.run(
        "export", run.path, "--format", "onnx", "--output", file.appending(path: "model.onnx").path),
      code: 74, saying: ["cannot write \(file.path)"])
    try expectFailure(
      Program.run("export", run.path, "--format", "onnx", "--output", ""), code: 64,
      saying: ["--output is empty"])
    #expect(try String(contentsOf: file, encoding: .utf8) == "mine")
  }

  @Test func anArchitectureNeedsItsWeights() throws {
    let folder = try Scratch.folder()
    let file = folder.appending(path: "network.json")
    try Data(TinyTraining.network.utf8).write(to: file)
    let output = folder.appending(path: "model.onnx").path
    func export(_ more: String...) throws -> Program.Result {
      try Program.run(["export", file.path, "--format", "onnx", "--output", output] + more)
    }
    expectFailure(try export(), code: 64, saying: ["--dataset"])
    expectFailure(
      try export("--dataset", "fashion-mnist"), code: 66, saying: ["model.safetensors"])
    let weights = try TinyTraining.shared().appending(path: "model.safetensors")
    #expect(try export("--dataset", "fashion-mnist", "--weights", weights.path).code == 0)
    let other = folder.appending(path: "other.onnx").path
    try expectFailure(
      Program.run(
        "export", file.path, "--format", "onnx", "--output", other, "--weights", weights.path,
        "--dataset", "cifar-100"), code: 65, saying: ["tensor stem.conv.weight has shape"])
    #expect(!isThere(URL(filePath: other)))
  }

  /// Before images are made, which would need more.
  @Test func imagesThatNeedTooMuchMemoryAreNamed() throws {
    let run = try TinyTraining.shared()
    let folder = try Scratch.folder()
    let side = 2048
    let data = DatasetDescription(
      name: "large", title: "Large",
      imageShape: ImageShape(channels: side, height: side, width: side), classNames: ["a"],
      normalization: Normalization(
        mean: Array(repeating: 0, count: side), standardDeviation: Array(repeating: 1, count: side),
        source: "a test"),
      counts: .init(training: 1, test: nil))
    let network = NASBenchMacroSpace().smallest.architecture
    let weights = network.graph(image: data.imageShape, classes: 1).weights.map { weight in
      let count = weight.shape.reduce(1, *)
      return (
        weight.name,
        WeightTensor(shape: weight.shape, values: Array(repeating: 0, count: count))
      )
    }
    let model = try ModelFile(
      network, weights: Dictionary(weights) { $1 }, description: data)
    try model.encoded().write(to: folder.appending(path: "model.safetensors"))
    try JSONEncoder().encode(network).write(to: folder.appending(path: "architecture.json"))
    var configuration = try json("config.json", in: run)
    configuration["data"] = try JSONSerialization.jsonObject(with: JSONEncoder().encode(data))
    try JSONSerialization.data(withJSONObject: configuration)
      .write(to: folder.appending(path: "config.json"))
    try expectFailure(
      Program.run("export", folder.path, "--format", "safetensors"), code: 71,
      saying: ["bytes of memory for one image"])
  }

  @Test(arguments: [
    (["export", "/nowhere", "--format", "onnx"], 66, "/nowhere"),
    (["export", "/nowhere"], 64, "--format"),
    (["export", "/nowhere", "--format", "pytorch", "--include-preprocessing"], 64, "onnx"),
  ])
  func wrongUsesAreNamed(arguments: [String], code: Int32, text: String) throws {
    try expectFailure(Program.run(arguments), code: code, saying: [text])
  }
}
