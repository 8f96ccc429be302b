import Foundation
import Testing

@testable import Architectures

/// Files of every space.
struct ArchitectureFileTests {
  private static func networks() throws -> [Architecture] {
    var generator = SplitMix64(seed: 1)
    return [
      .masked(.sparse()), .adwp(ADWPSpace.standard.random(using: &generator)),
      .adwp(ADWPSpace.small.random(using: &generator)),
      .nasBenchMacro(try NASBenchMacroNetwork(code: "02012100")),
    ]
  }

  @Test func everySpaceComesBackFromItsFile() throws {
    for network in try Self.networks() {
      #expect(try Architecture(json: JSONEncoder().encode(network)) == network)
    }
    // A file of a space is the file of its networks.
    let masked = MaskedCellNetwork.sparse()
    #expect(try Architecture(json: JSONEncoder().encode(masked)) == .masked(masked))
  }

  @Test(
    arguments: [
      ("", "not valid JSON"), ("[]", "is not an object"), ("{}", "\"format\""),
      ("{\"format\": \"darts\"}", "expected \"masked-cell-network-1\" or \"adwp-macro-1\""),
      ("{\"format\": \"adwp-macro-1\"}", "\"stages\""),
      ("{\"format\": \"adwp-macro-1\", \"stages\": []}", "0 stages, expected 3"),
      ("{\"format\": \"nas-bench-macro-1\", \"code\": \"3\"}", "8 digits"),
    ])
  func badFilesAreRefused(text: String, fragment: String) {
    let error = #expect(throws: ArchitectureError.self) {
      try Architecture(json: Data(text.utf8))
    }
    #expect(error?.description.contains(fragment) == true, "\(String(describing: error))")
  }

  @Test func onlyCellsKnowTheirImages() throws {
    let image = ImageShape(channels: 1, height: 28, width: 28)
    for network in try Self.networks() {
      let adapted = network.adapted(to: image, classes: 7)
      #expect((adapted == network) == (network.network.ownImages == nil))
      if let cells = adapted.network as? MaskedCellNetwork {
        #expect(cells.network.image == image)
        #expect(cells.network.classes == 7)
      }
      let cost = network.cost(image: image, classes: 7)
      #expect(cost == adapted.cost(image: image, classes: 7))
      #expect(
        cost.parameters
          < network.cost(image: .init(channels: 3, height: 32, width: 32), classes: 10).parameters)
    }
  }

  @Test func graphsHaveAllParameters() throws {
    var generator = SplitMix64(seed: 3)
    for plan in [
      ADWPSpace.standard.random(using: &generator).plan(),
      try NASBenchMacroNetwork(code: "01201201").plan(),
    ] {
      let count = plan.graph().weights.filter(\.isLearned).reduce(0) { $0 + $1.count }
      #expect(count == plan.totalCost.parameters)
    }
  }

  @Test func memoryGrowsWithTheBatch() throws {
    let image = ImageShape(channels: 3, height: 32, width: 32)
    for network in try Self.networks() {
      for model in [MemoryModel.reference, .fused(elementBytes: 4)] {
        func training(_ batch: Int) -> Int {
          network.trainingMemory(image: image, classes: 10, batchSize: batch, model: model)
        }
        func evaluation(_ batch: Int) -> Int {
          network.evaluationMemory(image: image, classes: 10, batchSize: batch, model: model)
        }
        // What does not grow with it is most of a compact network's memory.
        #expect(training(640) > training(320) * 5 / 4)
        #expect(evaluation(2000) > evaluation(1000) * 5 / 4)
        #expect(evaluation(32) < training(32))
      }
    }
  }
}
