import Foundation
import Testing

@Suite struct BenchTests {
  private static let tiny = [
    "bench", "supernet", "--channels", "1", "--cells", "1", "--batch", "2",
  ]

  @Test func figuresAreJSON() throws {
    let result = try Program.run(Self.tiny + ["--steps", "1", "--threads", "1", "--json"])
    #expect(result.code == 0)
    #expect(result.errors.isEmpty)
    let figures = try #require(result.json() as? [String: Any])
    try expectKeys(
      figures,
      [
        "secondsPerStep", "forwardSeconds", "backwardSeconds", "optimizerSeconds",
        "imagesPerSecond", "augmentationSeconds", "peakMemoryBytes", "estimatedMemoryBytes",
        "multiplyAddsPerImage", "matrixPeakFlops", "matrixPeakShare", "loss",
      ])
    for key in [
      "secondsPerStep", "imagesPerSecond", "peakMemoryBytes", "estimatedMemoryBytes",
      "matrixPeakFlops", "augmentationSeconds",
    ] {
      #expect(try #require(figures[key] as? Double) > 0, "\(key)")
    }
    // As `nas count` has it.
    let multiplyAdds = try #require(figures["multiplyAddsPerImage"] as? Double)
    let counted = try #require(
      Program.run("count", "darts", "--channels", "1", "--cells", "1", "--json").json()
        as? [String: Any])
    #expect((counted["total"] as? [String: Any])?["multiplyAdds"] as? Double == multiplyAdds)
    let share = try #require(figures["matrixPeakShare"] as? Double)
    #expect((0...1).contains(share))
    let seconds = try #require(figures["secondsPerStep"] as? Double)
    let peak = try #require(figures["matrixPeakFlops"] as? Double)
    #expect(abs(share * peak * seconds / (6 * multiplyAdds * 2) - 1) < 1e-6)
  }

  /// Channels in two parts were counted by hand: stem 165,888, preprocessing 49,152, skip connections 8,192, convolutions
  /// 817,152, classifier 160.
  @Test func onlyWhatIsComputedCounts() throws {
    func multiplyAdds(_ options: String...) throws -> Int {
      let result = try Program.run(
        Self.tiny + ["--channels", "2", "--steps", "2", "--threads", "1", "--json"] + options)
      #expect(result.code == 0, "\(result.errors)")
      let figures = try #require(result.json() as? [String: Any])
      #expect(try #require(figures["loss"] as? Double).isFinite)
      return try #require(figures["multiplyAddsPerImage"] as? Int)
    }
    let parts = try multiplyAdds("--channel-parts", "2")
    #expect(parts == 1_040_544)
    let path = try multiplyAdds("--path")
    #expect(try path < multiplyAdds() / 2)
    #expect(try multiplyAdds("--path") == path)
    #expect(try multiplyAdds("--path", "--engine", "reference") == path)
    #expect(try multiplyAdds("--path", "--channel-parts", "2") < min(path, parts))
  }

  @Test(arguments: [
    ("3", ["channel-parts is 3 with channels 4", "expected a divisor"]),
    ("0", ["channel-parts is 0", "above 0"]),
  ])
  func partsDivideTheChannels(parts: String, fragments: [String]) throws {
    expectFailure(
      try Program.run(["bench", "supernet", "--channels", "4", "--channel-parts", parts]), code: 64,
      saying: fragments)
  }

  @Test func aFoundNetworkIsTimedByEveryRuntime() throws {
    let run = try TinyTraining.shared()
    let result = try Program.run(
      "bench", run.path, "--batch", "1", "--batch", "2", "--rounds", "1", "--json")
    #expect(result.code == 0, "\(result.errors)")
    let report = try #require(result.json() as? [String: Any])
    try expectKeys(report, ["multiplyAddsPerImage", "threads", "batches"])
    #expect(
      try report["multiplyAddsPerImage"] as? Int
        == json("summary.json", in: run)["multiplyAdds"] as? Int)
    let batches = try #require(report["batches"] as? [[String: Any]])
    #expect(batches.map { $0["images"] as? Int } == [1, 2])
    for batch in batches {
      let seconds = try #require(batch["seconds"] as? [String: Double])
      #expect(Set(["swift-nas", "Inference"]).isSubset(of: seconds.keys))
      #expect(seconds.values.allSatisfy { $0 > 0 })
    }
    expectFailure(
      try Program.run("bench", run.path, "--rounds", "0"), code: 64, saying: ["rounds is 0"])
  }

  /// Every instruction set of this processor, and what is kept as bfloat16, gives the same loss after three steps, up
  /// to rounding.
  @Test(
    arguments: [("portable", "float32", 1e-3), ("avx2", "float32", 1e-3), ("", "bf16", 2e-2)])
  func losses(kernels: String, precision: String, tolerance: Double) throws {
    func loss(_ precision: String, kernels: String) throws -> Double? {
      let result = try Program.start(
        [
          "bench", "supernet", "--space", "hm-nas", "--channels", "12", "--cells", "3", "--batch",
          "4", "--image-size", "16", "--steps", "1", "--threads", "1", "--json", "--precision",
          precision,
        ], environment: ["SWIFT_NAS_KERNELS": kernels]
      ).finish()
      if result.errors.contains("which this processor lacks") { return nil }
      return try #require((result.json() as? [String: Any])?["loss"] as? Double)
    }
    let best = try #require(try loss("float32", kernels: ""))
    guard let other = try loss(precision, kernels: kernels) else { return }
    #expect(abs(other / best - 1) < tolerance)
  }

  @Test func onlyTheFusedEngineHasPrecision() throws {
    expectFailure(
      try Program.run(Self.tiny + ["--precision", "bf16", "--engine", "reference"]), code: 64,
      saying: ["precision is bf16", "expected float32"])
  }

  @Test(arguments: [
    (["--batch", "99999999999"], 64, "batch is 99999999999"),
    (["--batch", "1000000", "--channels", "64"], 71, "passes of 1000000 images need about"),
  ])
  func whatTheMachineCannotHoldIsRefused(options: [String], code: Int32, text: String) throws {
    expectFailure(
      try Program.run(["bench", "supernet"] + options), code: code, saying: [text])
  }

  @Test func trainingStepsOfANetwork() throws {
    let network = try Scratch.file(
      "network.json", #"{"format": "nas-bench-macro-1", "code": "00000000"}"#)
    let result = try Program.run([
      "bench", "train", network.path, "--batch", "2", "--image-size", "8", "--image-channels", "3",
      "--classes", "7", "--steps", "1", "--threads", "1", "--json",
    ])
    #expect(result.code == 0, "\(result.errors)")
    let figures = try #require(result.json() as? [String: Any])
    try expectKeys(
      figures,
      [
        "secondsPerStep", "leastSecondsPerStep", "forwardSeconds", "backwardSeconds",
        "optimizerSeconds", "imagesPerSecond", "peakMemoryBytes", "parameters",
        "multiplyAddsPerImage", "loss",
      ])
    let seconds = try #require(figures["secondsPerStep"] as? Double)
    #expect(
      try #require(figures["imagesPerSecond"] as? Double).rounded() == (2 / seconds).rounded())
    // As `nas count` has it.
    let counted = try #require(
      Program.run(
        "count", "nas-bench-macro", "00000000", "--image-size", "8", "--classes", "7", "--json"
      ).json() as? [String: Any])
    let total = try #require(counted["total"] as? [String: Any])
    #expect(total["parameters"] as? Int == figures["parameters"] as? Int)
    #expect(total["multiplyAdds"] as? Int == figures["multiplyAddsPerImage"] as? Int)
  }

  /// Counted layer by layer in Python: 19,242 parameters and 2.1M multiply-adds at 28 x 28 pixels.
  @Test func aNetworkByHandIsTimedByItsName() throws {
    let result = try Program.run([
      "bench", "train", "mobilenet", "--width", "16", "--batch", "2", "--steps", "1", "--threads",
      "1", "--json",
    ])
    let figures = try #require(result.json() as? [String: Any], "\(result.errors)")
    #expect(figures["parameters"] as? Int == 19_242)
    let multiplyAdds = try #require(figures["multiplyAddsPerImage"] as? Int)
    #expect((2_050_000..<2_150_000).contains(multiplyAdds))
  }

  @Test(arguments: [
    (["--batch", "0"], 64, "batch is 0"), (["--image-size", "5000"], 64, "image-size is 5000"),
    (["--batch", "1000000", "--image-size", "512"], 71, "passes of 1000000 images need about"),
  ])
  func trainingStepsThatCannotBeAreRefused(options: [String], code: Int32, text: String) throws {
    let network = try Scratch.file(
      "network.json", #"{"format": "nas-bench-macro-1", "code": "00000000"}"#)
    expectFailure(
      try Program.run(["bench", "train", network.path] + options), code: code, saying: [text])
    expectFailure(
      try Program.run(["bench", "train", "nowhere.json"]), code: 66, saying: ["nowhere.json"])
  }

  @Test func stepsMustBePositive() throws {
    expectFailure(
      try Program.run(Self.tiny + ["--steps", "0"]), code: 64, saying: ["steps is 0", "above 0"])
  }
}
