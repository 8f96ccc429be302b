import ADWPNAS
import Architectures
import Datasets
import Foundation
import HMNAS
import TestSupport
import Testing
import Tracking

@testable import Search
@testable import Training

/// What runs of a comparison have in common, and the table of them.
struct ComparisonTests {
  private static let images = Dataset.fashionMNIST.description

  private func settings(
    _ options: [String: Setting] = [:], _ limit: CostLimit = CostLimit(multiplyAdds: 2_000_000)
  ) -> ComparisonSettings {
    ComparisonSettings(
      Self.images, preset: .quick, budget: .images(300_000), limit: limit, options: options,
      device: "cpu", threads: 1)
  }

  /// The recipe of `nas train`, changed by options of all, within the budget; crops and mirroring are the method's own.
  @Test func theFinalTrainingIsTheSameForAll() throws {
    let options: [String: Setting] = [
      "learning-rate": 0.125, "label-smoothing": 0.1, "batch-size": 32, "search-epochs": 7,
    ]
    let all = try ComparisonOptions(settings(options), images: Self.images)
    let recipe = all.training.recipe
    #expect(recipe.learningRate == 0.125 && recipe.labelSmoothing == 0.1 && recipe.batchSize == 32)
    #expect(recipe.maxImages == 300_000 && recipe.maxMinutes == 0)
    #expect(all.training.trainingImages == 0)
    func expect<Run: MethodRun>(_ type: Run.Type) throws -> [String: Setting] {
      let found = try all.options(of: type)
      #expect(found.options[keyPath: Run.recipe] == recipe)
      let values = Run.Options.table.settings(of: found.options)
      #expect(values["crop-padding"] == .integer(recipe.cropPadding))
      #expect(values["flip"] == .flag(recipe.flip))
      return values
    }
    #expect(try expect(HMNASRun.self)["search-epochs"] == 7)
    #expect(try expect(ADWPNASRun.self)["max-multiply-adds"] == 2_000_000)
    #expect(try expect(Trials.self)["trials"] == 2)
  }

  /// A method that has no limit says so.
  @Test func limitsAreForMethodsThatHaveThem() throws {
    let all = try ComparisonOptions(settings(), images: Self.images)
    #expect(
      try all.options(of: Trials.self).notes.contains(
        "Trials has no limit max-multiply-adds: its network may be larger"))
    let notes = try all.options(of: ADWPNASRun.self).notes
    #expect(!notes.contains { $0.contains("may be larger") })
  }

  @Test(
    arguments: [
      (["max-minutes": 3], "max-minutes is decided"), (["max-parameters": 3], "is decided"),
      (["tune-momentum": 0.5], "final training of HM-NAS alone"),
      (["search-epoch": 5], "did you mean search-epochs?"), (["momentum": 5], "momentum is 5"),
    ] as [([String: Setting], String)])
  func otherOptionsAreRefused(options: [String: Setting], message: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try ComparisonSettings.check(options, for: [HMNASRun.self, ADWPNASRun.self])
    }
    #expect(error?.description.contains(message) == true, "\(String(describing: error))")
  }

  @Test func otherSettingsAreNamed() throws {
    #expect(settings().difference(from: settings()) == nil)
    for budget in [ComparisonSettings.Budget.images(600), .minutes(1.5)] {
      var own = settings(["flip": false])
      own.budget = budget
      let data = try JSONEncoder().encode(own)
      #expect(try JSONDecoder().decode(ComparisonSettings.self, from: data) == own)
    }
    #expect(
      settings(["momentum": 0.5]).difference(from: settings())
        == "momentum is 0.5, but the runs there have none given")
    var other = settings()
    other.budget = .minutes(2)
    #expect(
      settings().difference(from: other)
        == "budget is 300000 images, but the runs there have 2.0 minutes")
  }

  /// What they cost lies just below the limit; another seed gives another network.
  @Test(arguments: [
    CostLimit(multiplyAdds: 1_000_000), CostLimit(multiplyAdds: 3_000_000),
    CostLimit(parameters: 40_000), CostLimit(parameters: 90_000, multiplyAdds: 3_000_000),
  ])
  func randomNetworksUseTheLimit(limit: CostLimit) throws {
    let (image, classes) = (Self.images.imageShape, Self.images.classes)
    let networks = RandomNetworks(within: limit, image: image, classes: classes)
    let drawn = try (1...4).map { try #require(networks.network(seed: Seed(UInt64($0)))) }
    #expect(Set(drawn).count == 4)
    #expect(networks.network(seed: Seed(1)) == drawn[0])
    for network in drawn {
      let cost = network.cost(image: image, classes: classes)
      #expect(limit.allows(cost))
      let shares = [
        Double(cost.parameters) / Double(limit.parameters ?? .max),
        Double(cost.multiplyAdds) / Double(limit.multiplyAdds ?? .max),
      ]
      #expect(shares.contains { $0 >= 0.8 })
    }
    // Limits that only the smallest networks of the space keep to, as searches find them.
    for limit in [CostLimit(multiplyAdds: 50_000), CostLimit(parameters: 4_000)] {
      let networks = RandomNetworks(within: limit, image: image, classes: classes)
      let network = try #require(networks.network(seed: Seed(1)))
      #expect(limit.allows(network.cost(image: image, classes: classes)))
    }
    let none = RandomNetworks(
      within: CostLimit(parameters: 10), image: image, classes: classes)
    #expect(none.network(seed: Seed(1)) == nil)
  }

  /// Means and deviations by hand: of 0.5 and 0.75, 0.625 and 0.1768.
  @Test func theTableHasTheBestFirst() throws {
    func run(_ name: String, _ seed: UInt64, _ accuracy: Double, _ size: Int) -> ComparedRun {
      ComparedRun(
        name: name, seed: seed, accuracy: accuracy, parameters: size, multiplyAdds: 10 * size,
        epochs: 3, milliseconds: 0.25, seconds: 60)
    }
    let table = ComparisonTable(
      settings(), title: "A & B",
      runs: [
        run("b", 0, 0.5, 1000), run("b", 1, 0.75, 3000), run("a", 0, 0.625, 5),
        run("c", 4, 0.9375, 7),
      ])
    #expect(table.rows.map(\.name) == ["c", "a", "b"])
    let spread = table.rows[2].accuracy
    #expect(spread.mean == 0.625 && spread.best == 0.75)
    #expect(abs(try #require(spread.deviation) - 0.176776695) < 1e-9)
    #expect(table.rows[2].parameters.best == 1000)
    #expect(table.rows[0].accuracy.deviation == nil)
    let lines = table.csv.split(separator: "\n")
    #expect(
      lines[1]
        == "c,1,0.9375,,0.9375,7,,7,70,,70,0.25,,0.25,60,,60")
    #expect(lines[0].split(separator: ",").count == 17)
    #expect(table.text.split(separator: "\n").last?.contains("62.50 %  17.68  75.00 %") == true)
    #expect(table.html.contains("<h1>Comparison on A &amp; B</h1>") && table.html.contains("<svg"))
  }
}
