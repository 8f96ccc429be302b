import Foundation
import Testing

@testable import Architectures

@Suite struct ADWPNetworkTests {
  // From a Python script that is independent of this code and goes through the layers one by one.
  @Test(
    arguments: [
      (ADWPNetwork.largest, 3_475_834, 433_823_872), (.smallest, 46_698, 6_701_184),
      (.mixed, 994_530, 92_457_984),
    ] as [(ADWPNetwork, Int, Int)]
  )
  func costsWhatItShould(network: ADWPNetwork, parameters: Int, multiplyAdds: Int) throws {
    try network.validate()
    let expected = Cost(parameters: parameters, multiplyAdds: multiplyAdds)
    #expect(network.plan().totalCost == expected)
    #expect(network.plan().cost().total == expected)
  }

  @Test(
    arguments: [
      (ImageShape(channels: 1, height: 28, width: 28), 10, 993_954, 70_370_160),
      (ImageShape(channels: 3, height: 7, width: 7), 100, 1_023_420, 5_547_744),
    ] as [(ImageShape, Int, Int, Int)]
  )
  func costsFollowImagesAndClasses(
    image: ImageShape, classes: Int, parameters: Int, multiplyAdds: Int
  ) {
    let cost = ADWPNetwork.mixed.plan(image: image, classes: classes).totalCost
    #expect(cost == Cost(parameters: parameters, multiplyAdds: multiplyAdds))
  }

  @Test func widthsAreMultiplesOf8() {
    let widths = ADWPSpace.standard.stageWidths.map { largest in
      WidthRatio.allCases.map { $0.channels(of: largest) }
    }
    #expect(
      widths == [
        [24, 24, 32, 32, 40, 40], [40, 48, 56, 64, 72, 80], [80, 96, 112, 128, 144, 160],
      ]
    )
  }

  // Exact whole numbers in Python: 28265787993818327552444970712195200 settings and
  // 11535700675459093001007493816929600 distinct networks. The specification says "about 10^34.5".
  @Test func theSpaceIsAsLargeAsSpecified() {
    #expect(abs(ADWPSpace.standard.log10OfSettings - 34.451_261_097_229_25) < 1e-12)
    #expect(abs(ADWPSpace.standard.log10OfDistinctNetworks - 34.062_043_978_592_16) < 1e-12)
  }

  @Test func blocksHaveTheirShapes() {
    let plan = ADWPNetwork.mixed.plan()
    #expect(plan.blocks.map(\.index) == Array(0..<18))
    #expect(plan.blocks.map(\.stage) == [0, 1, 2].flatMap { [Int](repeating: $0, count: 6) })
    #expect(plan.blocks.filter { $0.stride == 2 }.map(\.index) == [6, 12])
    #expect(plan.blocks.filter { $0.kind == .identity }.map(\.index) == [1, 3, 5, 8, 9, 10, 15])
    #expect(
      plan.blocks.map(\.output.height) == [32, 16, 8].flatMap { [Int](repeating: $0, count: 6) })
    guard case .invertedResidual(let inner) = plan.blocks[2].kind else {
      Issue.record("block 2 is \(plan.blocks[2].kind)")
      return
    }
    #expect(inner.hiddenChannels == 48)
    #expect(inner.branches.map(\.kernelSize) == [3, 7])
    #expect(inner.branches.map(\.channels) == [24, 24])
    #expect(inner.squeezeChannels == nil)
    #expect(plan.blocks[2].isResidual && !plan.blocks[0].isResidual && !plan.blocks[6].isResidual)
  }

  @Test func canonicalFormsAreOfTheSameNetwork() throws {
    for network in ADWPNetwork.randoms(300) + [.mixed, .smallest, .largest] {
      let canonical = network.canonical
      try canonical.validate()
      #expect(canonical.canonical == canonical)
      #expect(canonical.plan().totalCost == network.plan().totalCost)
      for stage in canonical.stages {
        #expect(stage.blocks.prefix(stage.depth).allSatisfy { $0 != nil })
      }
    }
  }

  @Test func equalNetworksHaveEqualCanonicalForms() {
    var other = ADWPNetwork.mixed
    other.stages[0].widthPercent = .percent60
    other.stages[0].blocks.swapAt(1, 2)
    other.stages[1].blocks.swapAt(2, 5)
    #expect(other != .mixed)
    #expect(other.canonical == ADWPNetwork.mixed.canonical)
    other.stages[2].widthPercent = .percent100
    #expect(other.canonical != ADWPNetwork.mixed.canonical)
  }

  @Test func whatIsWrittenIsRead() throws {
    for network in ADWPNetwork.randoms(20) + ADWPSpace.small.sample(20) + [.mixed, .smallest] {
      #expect(try ADWPNetwork(json: JSONEncoder().encode(network)) == network)
    }
  }

  @Test(
    arguments: [
      ("{", "", "The architecture is not valid JSON."),
      (
        "adwp-macro-1", "adwp-macro-3",
        #"The architecture has format "adwp-macro-3", expected "adwp-macro-1" or "adwp-macro-2"."#
      ),
      (
        "adwp-macro-1", "adwp-macro-2", #""space" in the architecture is missing."#
      ),
      (
        #""kernels":"3+7""#, #""kernels":"7+3""#,
        #""stages[0].blocks[2].kernels" in the architecture has a value that is not known."#
      ),
      (
        #""widthPercent":50"#, #""widthPercent":55"#,
        #""stages[0].widthPercent" in the architecture has a value that is not known."#
      ),
      (
        #"{"expansion":4,"kernels":"3","squeezeExcitation":true}"#, "null",
        "Block 0 of stage 0 is skipped but changes the shape, expected a block there."
      ),
      (",null]", "]", "Stage 0 has 5 blocks, expected 6."),
      (
        #"{"blocks":["#, #"{"blocks":[],"widthPercent":50},{"blocks":["#,
        "The architecture has 4 stages, expected 3."
      ),
    ] as [(String, String, String)]
  )
  func malformedTextIsNamed(found: String, replacement: String, message: String) throws {
    try expect(message, of: .mixed, with: replacement, for: found)
  }

  @Test(
    arguments: [
      (
        #""stemChannels":16"#, #""stemChannels":12"#,
        #""space.stemChannels" of the network is 12, expected a multiple of 8 from 8 to 4096."#
      ),
      (
        #""stageWidths":[24,48"#, #""stageWidths":[24,8000"#,
        #""space.stageWidths[1]" of the network is 8000, expected a multiple of 8 from 8 to 4096."#
      ),
      (
        #""stageWidths":[24,"#, #""stageWidths":["#,
        "The architecture has 2 stages, expected 3."
      ),
      (
        #""stemStride":2"#, #""stemStride":3"#,
        #""space.stemStride" of the network is 3, expected one of 1, 2, 4, 8."#
      ),
      (
        #""firstStageStride":2"#, #""firstStageStride":0"#,
        #""space.firstStageStride" of the network is 0, expected 1 to 2."#
      ),
      (
        #""blocksPerStage":3"#, #""blocksPerStage":4"#, "Stage 0 has 3 blocks, expected 4."
      ),
      (
        #""expansions":[2,3,5]"#, #""expansions":[3,2]"#,
        #""space.expansions" of the network is [3, 2], expected at least one, ascending, each once."#
      ),
      (
        #""expansions":[2,3,5]"#, #""expansions":[4]"#,
        "Block 0 of stage 0 expands 2 times, expected one of its space, 4."
      ),
    ] as [(String, String, String)]
  )
  func malformedSpacesAreNamed(found: String, replacement: String, message: String) throws {
    try expect(message, of: ADWPSpace.small.smallest, with: replacement, for: found)
  }

  private func expect(
    _ message: String, of network: ADWPNetwork, with replacement: String, for found: String
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(network), as: UTF8.self)
    let range = try #require(text.range(of: found), "\(text)")
    let changed = Data(text.replacingCharacters(in: range, with: replacement).utf8)
    let error = #expect(throws: ArchitectureError.self) { try ADWPNetwork(json: changed) }
    #expect(error?.description == message)
  }
}
