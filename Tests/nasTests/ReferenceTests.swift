import Foundation
import TestSupport
import Testing

/// Networks by hand, by their names on the command line.
@Suite struct ReferenceTests {
  @Test(arguments: [
    (["mobilenet"], 19_242, 2_077_776), (["mobilenet3", "--width", "16"], 62_538, 2_742_160),
    (["plain", "--width", "32"], 94_186, 7_452_416),
    (["plain", "--max-multiply-adds", "3000000"], 37_270, 2_964_320),
    (["resnet", "--max-parameters", "27095", "--max-multiply-adds", "4000000"], 27_095, 3_053_880),
  ])
  func areCounted(arguments: [String], parameters: Int, multiplyAdds: Int) throws {
    let result = try Program.run(
      ["count"] + arguments + ["--dataset", "fashion-mnist", "--json"])
    #expect(result.code == 0, "\(result.errors)")
    let report = try #require(result.json() as? [String: Any])
    #expect(
      report["total"] as? [String: Int]
        == ["parameters": parameters, "multiplyAdds": multiplyAdds])
    let parts = try #require(report["parts"] as? [[String: Any]])
    #expect(parts.first?["name"] as? String == "stem")
  }

  @Test func areDrawn() throws {
    let drawn = try Program.run("draw", "plain", "--width", "20", "--dataset", "fashion-mnist")
    #expect(drawn.code == 0, "\(drawn.errors)")
    #expect(drawn.output.hasPrefix("<svg") && drawn.output.contains("37,270 parameters"))
  }

  /// Trained, measured again and exported like any other network; a file of that name is no hindrance.
  @Test(arguments: ["mobilenet", "plain", "resnet"]) func areTrained(name: String) throws {
    let folder = try Scratch.free()
    let files = try Scratch.folder()
    try Data("{}".utf8).write(to: files.appending(path: name))
    let result = try Program.run(
      [
        "train", name, "--max-multiply-adds", "300000", "--output", folder.path, "--epochs", "1",
        "--training-images", "40", "--batch-size", "20", "--threads", "\(threadsUnderTest)",
        "--json",
      ], in: files)
    #expect(result.code == 0, "\(result.errors)")
    let summary = try json("summary.json", in: folder)
    #expect(try #require(summary["multiplyAdds"] as? Int) <= 300_000)
    #expect(try json("architecture.json", in: folder)["format"] as? String == "\(name)-1")
    let evaluated = try Program.run("evaluate", folder.path, "--json")
    let evaluation = try #require(evaluated.json() as? [String: Any])
    #expect(evaluation["testAccuracy"] as? Double == summary["testAccuracy"] as? Double)
    let model = try Scratch.folder().appending(path: "network.py")
    let exported = try Program.run(
      "export", folder.path, "--format", "pytorch", "--output", model.path)
    #expect(exported.code == 0, "\(exported.errors)")
    expectFailure(
      try Program.run(["train", "./\(name)"], in: files), code: 65, saying: ["is no architecture"])
  }

  @Test func badInputIsRefused() throws {
    let network = try Scratch.file("network.json", TinyTraining.network).path
    let folder = try Scratch.folder()
    for (arguments, code, fragments) in [
      (["train", "plane"], 66, ["plane", "mobilenet, mobilenet3, plain, resnet"]),
      (["train", "plain", "--width", "0"], 64, ["width is 0", "1 to 2048"]),
      (["train", "plain", "--max-multiply-adds", "0"], 64, ["max-multiply-adds is 0"]),
      (["train", "plain", "--width", "8", "--max-parameters", "9000"], 64, ["expected either"]),
      (["train", "plain", "--max-multiply-adds", "100"], 64, ["no plain", "at least"]),
      (["train", network, "--width", "8"], 64, ["--width", "by hand"]),
      (["train", "--nas-bench-macro", "00000000", "--width", "8"], 64, ["--width"]),
      (["train", "plain", "--drop-path", "0.1"], 64, ["drop-path", "expected 0"]),
      (["draw", network, "--max-parameters", "8"], 64, ["--max-parameters"]),
      (["draw", try TinyTraining.shared().path, "--width", "8"], 64, ["--width"]),
      (["count", "hm-nas", "--width", "8"], 64, ["--width"]),
      (["count", "plain", "--cells", "3"], 64, ["--cells", "not expected with plain"]),
      (["count", "plain", "02012100"], 64, ["'02012100'"]),
    ] as [([String], Int32, [String])] {
      expectFailure(try Program.run(arguments, in: folder), code: code, saying: fragments)
    }
    #expect(try Snapshot(folder).files.isEmpty)
  }
}
