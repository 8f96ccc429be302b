import Foundation
import PythonSupport
import Testing

/// Images of one's own: from a folder to answers.
@Suite(.serialized) struct FolderTests {
  private static let tiny = [
    "--channels", "2", "--cells", "1", "--epochs", "2", "--threads", "1", "--image-size", "16",
    "--stem-stride", "2",
  ]

  /// A folder with all that belongs in it and beside it, and a search on it.
  private static let searched = Result {
    let folder = try ShapeFolder(count: 12, at: Scratch.folder().appending(path: "shapes"))
    try folder.addOddKinds()
    try folder.addJunk()
    let run = try Scratch.free()
    let result = try Program.run(
      ["search", "hm-nas", "--dataset", "folder:\(folder.url.path)", "--output", run.path] + tiny)
    return (folder: folder, run: run, result: result)
  }

  @Test func aSearchSaysWhatItReadsAndWhatItPassesOver() throws {
    let (folder, run, result) = try Self.searched.get()
    try #require(result.code == 0, "\(result.errors)")
    let path = folder.url.resolvingSymlinksInPath().path
    for line in [
      "\(path): 58 training images, 25 test images, 3 classes, as 16 x 16 pixels in colour",
      "Passed over: 5 hidden or of the system, 1 leading in a circle, "
        + "1 beside the folders of classes, 1 without a picture",
      "3 of 58 training files and 0 of 25 test files are grey: all become colour",
    ] {
      #expect(result.errorLines.contains(line), "\(line) is not in \(result.errors)")
    }
    #expect(result.errors.contains("Read 84 files in "))
    #expect(result.errors.contains("HM-NAS on shapes, seed 0"))
    let configuration = try json("config.json", in: run)
    #expect(configuration["dataset"] as? String == "folder:shapes")
    let data = try #require(configuration["data"] as? [String: Any])
    #expect(data["classNames"] as? [String] == ["box", "cross", "disc"])
    #expect(data["digest"] is String)
    for name in ["evaluation.json", "confusion.svg", "mistakes.svg", "report.md"] {
      #expect(FileManager.default.fileExists(atPath: run.appending(path: name).path))
    }
  }

  @Test func predictionsAndEvaluationsAgree() throws {
    let (folder, run, _) = try Self.searched.get()
    let summary = try json("summary.json", in: run)
    let accuracy = try #require(summary["testAccuracy"] as? Double)
    let evaluated = try #require(
      try expectSuccess(["evaluate", run.path, "--json"]).json() as? [String: Any])
    #expect(evaluated["testAccuracy"] as? Double == accuracy)
    #expect(evaluated["images"] as? Int == 25)
    let confusion = try #require(evaluated["confusion"] as? [[Int]])
    #expect(confusion.map { $0.reduce(0, +) } == [9, 8, 8])
    let mistakes = try #require(evaluated["mistakes"] as? [[String: Any]])
    #expect(mistakes.count == 25 - confusion.indices.reduce(0) { $0 + confusion[$1][$1] })
    #expect(
      mistakes.allSatisfy { ($0["image"] as? String)?.hasPrefix("test/") ?? false })

    let test = folder.url.appending(path: "test").path
    let predicted = try #require(
      try expectSuccess(["predict", run.path, test, "--json", "--threads", "1"]).json()
        as? [String: Any])
    #expect(predicted["accuracy"] as? Double == accuracy)
    #expect(predicted["passedOver"] as? Int == 1)
    let images = try #require(predicted["images"] as? [[String: Any]])
    #expect(images.count == 25)
    // What is evaluated as wrong is predicted so.
    for mistake in mistakes {
      let name = folder.url.appending(path: mistake["image"] as? String ?? "").path
      let image = images.first { $0["image"] as? String == name }
      let best = (image?["predictions"] as? [[String: Any]])?.first
      #expect(best?["name"] as? String == mistake["prediction"] as? String)
    }
    let text = try expectSuccess(["predict", run.path, test, "--top", "1"]).output
    let last = String(text.split(separator: "\n").last ?? "")
    let right = Int((accuracy * 25).rounded())
    #expect(last == String(format: "accuracy %.2f %%, %d of 25 images", accuracy * 100, right))
  }

  @Test(.enabled(if: Python.interpreter != nil, "\(Python.requirement)"))
  func anExportedNetworkSaysTheSameOfTheSameFiles() throws {
    let (folder, run, _) = try Self.searched.get()
    let model = try Scratch.folder().appending(path: "model.onnx")
    _ = try expectSuccess(["export", run.path, "--format", "onnx", "--output", model.path])
    let result = try #require(
      try expectSuccess(["predict", run.path, folder.url.path, "--json"]).json() as? [String: Any])
    let images = try #require(result["images"] as? [[String: Any]])
    #expect(images.count == 83)
    let files = try images.map { try #require($0["image"] as? String) }
    let classes = try Python.run("classify_files.py", [model.path] + files)
      .split(separator: "\n").map(String.init)
    for (image, name) in zip(images, classes) {
      let best = (image["predictions"] as? [[String: Any]])?.first
      #expect(best?["name"] as? String == name, "\(image["image"] ?? "")")
    }
    #expect(classes.count == images.count)
  }

  /// 224 x 224 pixels, which a chain of convolutions brings to 28 x 28.
  @Test func largeImagesAreReducedByTheStem() throws {
    let folder = try ShapeFolder(count: 6, at: Scratch.folder().appending(path: "shapes"))
    let run = try Scratch.free()
    let result = try Program.run([
      "search", "hm-nas", "--dataset", folder.url.path, "--output", run.path, "--image-size", "224",
      "--channels", "1", "--cells", "1", "--epochs", "1", "--threads", "1",
    ])
    try #require(result.code == 0, "\(result.errors)")
    #expect(result.errors.contains("stem-stride 8, stem chain"))
    #expect(result.errors.contains("Needs about "))
    let architecture = try json("architecture.json", in: run)
    #expect((architecture["network"] as? [String: Any])?["stem"] as? String == "chain")
    let accuracy = try json("summary.json", in: run)["testAccuracy"] as? Double
    let predicted = try expectSuccess([
      "predict", run.path, folder.url.appending(path: "test").path, "--json",
    ])
    #expect((try predicted.json() as? [String: Any])?["accuracy"] as? Double == accuracy)
    _ = try expectSuccess(["export", run.path, "--format", "onnx"])
  }

  @Test func damagedFilesAreAllNamedBeforeAnythingBegins() throws {
    let folder = try ShapeFolder(count: 6, at: Scratch.folder().appending(path: "shapes"))
    try folder.addDamaged()
    let run = try Scratch.free()
    let arguments =
      ["search", "hm-nas", "--dataset", folder.url.path, "--output", run.path] + Self.tiny
    let refused = try Program.run(arguments)
    #expect(refused.code == 65)
    for line in [
      "test/cross/moving.gif is a GIF file, expected PNG or JPEG",
      "train/box/cut.jpg is a damaged JPEG file (Premature end of JPEG file), expected a whole one",
      "train/cross/empty.png is empty, expected a PNG or JPEG file",
      "train/disc/page.png is no picture, expected a PNG or JPEG file",
    ] {
      #expect(refused.errors.contains("\n  \(line)\n"), "\(line) is not in \(refused.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: run.path))
    let skipped = try Program.run(arguments + ["--skip-damaged"])
    #expect(skipped.code == 0, "\(skipped.errors)")
    #expect(
      skipped.errors.contains(
        "Left out, as they cannot be read: 4 files, the first of them test/cross/moving.gif"))
  }

  /// The second run finds what the first one decoded; one whose images change meanwhile does not go on.
  @Test func imagesAreKeptAndWatched() throws {
    let folder = try ShapeFolder(count: 6, at: Scratch.folder().appending(path: "shapes"))
    let cache = ["XDG_CACHE_HOME": try Scratch.folder().path]
    func run(_ arguments: [String]) throws -> Program.Result {
      try Program.start(arguments, environment: cache).finish()
    }
    func search(_ output: URL) -> [String] {
      ["search", "hm-nas", "--dataset", folder.url.path, "--output", output.path] + Self.tiny
    }
    let (first, second) = (try Scratch.free(), try Scratch.free())
    #expect(try run(search(first)).errors.contains("Read 45 files"))
    let result = try run(search(second))
    #expect(result.code == 0, "\(result.errors)")
    #expect(!result.errors.contains("Read "))
    for name in ["model.safetensors", "evaluation.json", "confusion.svg"] {
      #expect(try bytes(name, in: first) == bytes(name, in: second))
    }
    try FileManager.default.removeItem(at: second.appending(path: "summary.json"))
    #expect(try run(["resume", second.path]).code == 0)
    try FileManager.default.removeItem(at: folder.url.appending(path: "train/box/0.png"))
    try FileManager.default.removeItem(at: second.appending(path: "summary.json"))
    let changed = try run(["resume", second.path])
    #expect(changed.code == 65)
    #expect(changed.errors.contains("are not those that the run began with"))
  }

  @Test func whatCannotBeMeantIsRefused() throws {
    for (arguments, code, texts) in [
      (["--dataset", "folder:/nowhere"], 66, ["/nowhere is not there"]),
      (["--dataset", "./nowhere"], 66, ["nowhere is not there"]),
      (["--dataset", "folder:"], 64, ["has no path"]),
      (["--dataset", "flowers"], 64, ["no published set and no folder flowers", "folder:PATH"]),
      (["--dataset", "/", "--output", "/tmp/run"], 64, ["would lie among the images in /"]),
      (["--dataset", "folder:/etc/passwd"], 65, ["/etc/passwd is a file, expected a folder"]),
      (["--image-size", "24"], 64, ["--image-size is for images of a folder", "Fashion-MNIST"]),
      (["--dataset", "folder:/", "--image-size", "225"], 64, ["225", "8 to 224"]),
      (["--dataset", "folder:/", "--data-dir", "/"], 64, ["--data-dir is for published sets"]),
      (["--dataset", "folder:/", "--image-colors", "red"], 64, ["red"]),
    ] as [([String], Int32, [String])] {
      let result = try Program.run(
        ["search", "hm-nas", "--output", Scratch.free().path] + arguments)
      #expect(result.code == code, "\(arguments): \(result.errors)")
      #expect(result.errorLines.count == 1, "\(arguments): \(result.errors)")
      for text in texts { #expect(result.errors.contains(text), "\(arguments): \(result.errors)") }
    }
  }

  @Test func predictRefusesWhatIsNoImage() throws {
    let (folder, run, _) = try Self.searched.get()
    let page = try Scratch.folder().appending(path: "page.txt")
    try Data("text".utf8).write(to: page)
    for (arguments, code, text) in [
      (["/nowhere", page.path], 66, "/nowhere"),
      ([page.path, page.path], 65, "page.txt is no network to predict with"),
      ([run.path, "/nowhere"], 66, "/nowhere is not there, expected an image"),
      ([run.path, page.path], 65, "page.txt is no picture"),
      ([run.path, page.deletingLastPathComponent().path], 65, "holds no images"),
      ([run.path, folder.url.path, "--top", "0"], 64, "--top is 0"),
      ([run.path], 64, "<images>"),
    ] as [([String], Int32, String)] {
      let result = try Program.run(["predict"] + arguments)
      #expect(result.code == code, "\(arguments): \(result.errors)")
      #expect(result.errors.contains(text), "\(arguments): \(result.errors)")
    }
  }
}
