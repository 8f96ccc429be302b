import Testing

/// Expected counts: the DARTS and HM-NAS supernets of PyTorch, counted by hooks.
@Suite struct CountTests {
  @Test(
    arguments: [
      ("hm-nas --channels 36 --cells 3", 2_950_390, 493_246_080),
      ("hm-nas", 2_950_390, 493_246_080),
      ("hm-nas --channels 16 --cells 3", 673_850, 120_916_480),
      ("hm-nas --channels 8 --cells 3", 209_442, 40_797_440),
      ("hm-nas --channels 8 --image-size 28 --image-channels 1", 209_010, 30_897_152),
      ("hm-nas --channels 8 --dataset fashion-mnist", 209_010, 30_897_152),
      ("darts", 1_930_618, 300_255_744),
    ])
  func publishedSupernets(options: String, parameters: Int, multiplyAdds: Int) throws {
    let arguments = options.split(separator: " ").map(String.init)
    let result = try Program.run(["count"] + arguments + ["--json"])
    #expect(result.code == 0)
    #expect(result.errors.isEmpty)
    let report = try #require(result.json() as? [String: Any])
    try expectKeys(report, ["parts", "total"])
    let total = try #require(report["total"] as? [String: Int])
    #expect(total == ["parameters": parameters, "multiplyAdds": multiplyAdds])

    let parts = try #require(report["parts"] as? [[String: Any]])
    for part in parts { try expectKeys(part, ["name", "cost"]) }
    let costs = try parts.map { try #require($0["cost"] as? [String: Int]) }
    #expect(costs.compactMap { $0["parameters"] }.reduce(0, +) == parameters)
    #expect(costs.compactMap { $0["multiplyAdds"] }.reduce(0, +) == multiplyAdds)
    let names = parts.compactMap { $0["name"] as? String }
    #expect(names.first == "stem")
    #expect(names.last == "classifier")
    #expect(names.count == parts.count)
  }

  // From the benchmark's table.
  @Test(
    arguments: [
      ("02012100", 890_666, 47_327_744), ("22222222", 2_932_586, 105_660_928),
    ])
  func networksOfNASBenchMacro(code: String, parameters: Int, multiplyAdds: Int) throws {
    let result = try Program.run("count", "nas-bench-macro", code, "--json")
    #expect(result.code == 0)
    let report = try #require(result.json() as? [String: Any])
    let total = try #require(report["total"] as? [String: Int])
    #expect(total == ["parameters": parameters, "multiplyAdds": multiplyAdds])
    let table = try Program.run("count", "nas-bench-macro", code)
    #expect(table.output.contains("blocks.7"))
  }

  @Test func tableForPeople() throws {
    let result = try Program.run("count", "hm-nas")
    #expect(result.code == 0)
    #expect(result.output.contains("2,950,390"))
    #expect(result.output.contains("493,246,080"))
    #expect(result.output.contains("multiply-adds"))
  }
}
