import Architectures
import Testing

@Suite struct NASBenchMacroTests {
  // Check values of the benchmark's table; `NASBenchMacroTableTests` compares all 6,561.
  @Test(
    arguments: [
      ("00000000", 387_882, 7_713_280), ("11111111", 1_588_874, 53_246_464),
      ("22222222", 2_932_586, 105_660_928), ("02012100", 890_666, 47_327_744),
    ]
  )
  func costsAreThoseOfTheTable(code: String, parameters: Int, multiplyAdds: Int) throws {
    let plan = try NASBenchMacroNetwork(code: code).plan()
    let expected = Cost(parameters: parameters, multiplyAdds: multiplyAdds)
    #expect(plan.totalCost == expected)
    #expect(plan.cost().total == expected)
  }

  @Test func thereAre3969Networks() {
    let all = NASBenchMacroNetwork.all
    #expect(all.count == 6561)
    #expect(all.map(\.code) == all.map(\.code).sorted())
    #expect(Set(all.map(\.canonical)).count == 3969)
    #expect(all.count { $0.isCanonical } == 3969)
  }

  @Test func canonicalFormsKeepWhatCounts() {
    for network in NASBenchMacroNetwork.all {
      let canonical = network.canonical
      #expect(canonical.canonical == canonical)
      #expect(canonical.plan().totalCost == network.plan().totalCost)
      #expect(canonical.identities == network.identities)
    }
  }

  @Test(
    arguments: [
      ("01001002", "01010020"), ("00000000", "00000000"), ("10012021", "10012021"),
      ("10201202", "10210220"),
    ]
  )
  func identitiesGoToTheEndOfTheirStage(code: String, canonical: String) throws {
    // The first layers of the stages (positions 0, 2 and 5) stay where they are.
    #expect(try NASBenchMacroNetwork(code: code).canonical.code == canonical)
  }

  @Test(arguments: [
    "", "0000000", "000000000", "00000003", "0000000a", "0000 000", "\u{661}0000000",
  ])
  func otherCodesAreRefused(code: String) {
    let error = #expect(throws: ArchitectureError.self) { try NASBenchMacroNetwork(code: code) }
    #expect(error?.description.contains("expected 8 digits of 0, 1 and 2") == true)
  }

  @Test func blocksHaveTheirShapes() throws {
    let plan = try NASBenchMacroNetwork(code: "10012021").plan()
    #expect(plan.blocks.map(\.stage) == [0, 0, 1, 1, 1, 2, 2, 2])
    #expect(plan.blocks.map(\.stride) == [2, 1, 2, 1, 1, 2, 1, 1])
    #expect(plan.blocks.map(\.output.channels) == [64, 64, 128, 128, 128, 256, 256, 256])
    #expect(plan.blocks.map(\.output.height) == [16, 16, 8, 8, 8, 4, 4, 4])
    #expect(plan.blocks[1].kind == .identity)
    #expect(plan.blocks[2].kind == .projection)
    #expect(plan.blocks.map(\.isResidual) == [false, false, false, true, true, false, true, true])
    #expect(plan.headShape == ImageShape(channels: 1280, height: 4, width: 4))
    for (block, next) in zip(plan.blocks, plan.blocks.dropFirst()) {
      #expect(block.output == next.input)
    }
  }

  @Test func partsOfACostAreNamed() throws {
    let report = try NASBenchMacroNetwork(code: "02012100").plan().cost()
    #expect(
      report.parts.map(\.name)
        == ["stem"] + (0..<8).map { "blocks.\($0)" } + ["head", "classifier"]
    )
    #expect(report["blocks.7"] == .zero)
    #expect(report["classifier"] == Cost(parameters: 12_810, multiplyAdds: 12_800))
  }
}
