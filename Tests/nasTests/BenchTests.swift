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
    for key in ["secondsPerStep", "imagesPerSecond", "peakMemoryBytes"] {
      #expect(try #require(figures[key] as? Double) > 0, "\(key)")
    }
  }

  @Test func stepsMustBePositive() throws {
    expectFailure(
      try Program.run(Self.tiny + ["--steps", "0"]), code: 64, saying: ["steps is 0", "above 0"])
  }
}
