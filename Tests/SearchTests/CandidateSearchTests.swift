import Architectures
import Foundation
import TestSupport
import Testing
import Torch
import Training

@testable import Search

private let image = ImageShape(channels: 1, height: 8, width: 8)
private let classes = 3

/// Evolution and random search with evaluators that need no training.
struct CandidateSearchTests {
  private static let target = NASBenchMacroSpace().largest

  private static var options: SearchOptions {
    var options = SearchOptions()
    options.population = 10
    options.generations = 6
    options.parents = 4
    options.mutants = 5
    options.crossovers = 4
    return options
  }

  private static func search<Space: SearchSpace>(
    _ strategy: SearchStrategy, _ options: SearchOptions,
    in space: Space = NASBenchMacroSpace(), seed: UInt64 = 1,
    latency: @escaping (MacroPlan) -> Double = { _ in 0 },
    evaluate: @escaping (Space.Network) -> Evaluation
  ) -> CandidateSearch<Space.Network> {
    CandidateSearch(
      strategy, options: options, measure: .loss,
      source: SearchLimits(
        space, image: image, classes: classes, options: options, latency: latency
      ).source,
      images: 10, seed: Seed(seed), evaluate: evaluate)
  }

  /// The number of layers that differ from a planted optimum.
  private static func distance(_ network: NASBenchMacroNetwork) -> Evaluation {
    let target = NASBenchMacroNetwork(
      [1, 2, 2, 1, 2, 0, 2, 1].map { NASBenchMacroNetwork.Choice.allCases[$0] }
    ).canonical
    let differing = zip(network.choices, target.choices).count { $0 != $1 }
    return Evaluation(loss: Double(differing), accuracy: 1 - Double(differing) / 8)
  }

  @Test func evolutionFindsAPlantedOptimumBetterThanRandomSearch() {
    func bestLosses(_ strategy: SearchStrategy) -> [Double] {
      (UInt64(0)..<10).map { seed in
        let search = Self.search(strategy, Self.options, seed: seed, evaluate: Self.distance)
        search.run(0..<60)
        return search.best?.loss ?? 8
      }
    }
    let (evolution, random) = (bestLosses(.evolution), bestLosses(.random))
    #expect(evolution.reduce(0, +) < random.reduce(0, +) - 5)
    #expect(evolution.contains(0))
  }

  @Test(arguments: [SearchStrategy.evolution, .random])
  func nothingIsEvaluatedTwice(_ strategy: SearchStrategy) {
    var evaluated: [NASBenchMacroNetwork] = []
    let search = Self.search(strategy, Self.options) { (network: NASBenchMacroNetwork) in
      evaluated.append(network)
      return Self.distance(network)
    }
    search.run(0..<60)
    #expect(evaluated.count == 60)
    #expect(Set(evaluated).count == 60)
    #expect(evaluated.allSatisfy { $0.isCanonical })
    #expect(search.archive.entries.map(\.candidate.network) == evaluated)
    #expect(search.archive.entries.map(\.generation) == (0..<60).map { $0 / 10 })
  }

  @Test func controlNetworksHaveTheSizeOfTheOneThatWasFound() throws {
    var options = SearchOptions()
    options.maxParameters = 200_000
    let limits = SearchLimits<ADWPNetwork>(
      .standard, image: image, classes: classes, options: options, latency: { _ in 0 })
    var generator = SplitMix64(seed: 5)
    let found = try #require(
      (0..<100).lazy.compactMap { _ in limits.candidate(limits.fitted(using: &generator).canonical)
      }
      .first)
    let controls = ControlNetworks(5, like: found, limits: limits, seed: Seed(1)).candidates
    #expect(Set(controls.map(\.network) + [found.network]).count == 6)
    for control in controls {
      #expect(control.cost.parameters <= 200_000)
      #expect(abs(Double(control.cost.parameters) / Double(found.cost.parameters) - 1) <= 0.1)
      #expect(control.network.canonical == control.network)
    }
    // The first ones do not depend on how many there are; another seed gives others.
    #expect(
      ControlNetworks(3, like: found, limits: limits, seed: Seed(1)).candidates
        == Array(controls.prefix(3)))
    #expect(ControlNetworks(5, like: found, limits: limits, seed: Seed(2)).candidates != controls)
  }

  /// Of two limits, a network need only nearly use one up; of one that the whole space keeps to, nearly what there is.
  @Test func candidatesUseEnoughOfALimit() throws {
    let largest = ADWPSpace.compact().largest.cost(image: image, classes: classes)
    for (parameters, multiplyAdds) in [
      (0, 3_000_000), (60_000, 3_000_000), (60_000, 0), (0, 50 * largest.multiplyAdds),
    ] {
      var options = Self.options
      (options.maxParameters, options.maxMultiplyAdds) = (parameters, multiplyAdds)
      options.minBudgetShare = 0.8
      let search = Self.search(.evolution, options, in: ADWPSpace.compact()) { network in
        Evaluation(
          loss: Double(network.cost(image: image, classes: classes).parameters), accuracy: 0)
      }
      search.run(0..<60)
      #expect(search.archive.entries.count == 60)
      for entry in search.archive.entries {
        let cost = entry.candidate.cost
        let shares = [
          Double(cost.parameters) / Double(min(parameters, largest.parameters)),
          Double(cost.multiplyAdds) / Double(min(multiplyAdds, largest.multiplyAdds)),
        ].filter(\.isFinite)
        #expect(shares.max() ?? 0 >= 0.8)
        #expect(parameters == 0 || cost.parameters <= parameters)
        #expect(multiplyAdds == 0 || cost.multiplyAdds <= multiplyAdds)
      }
    }
  }

  /// A limit of latency alone, which hardly a random network keeps to.
  @Test func latencyAloneIsSearchedNear() {
    func latency(_ plan: MacroPlan) -> Double { Double(plan.totalCost.multiplyAdds) / 1e9 }
    let space = ADWPSpace.compact()
    var options = Self.options
    options.maxLatency =
      1.3 * latency(space.smallest.plan(image: image, classes: classes)) * 1000
    let search = Self.search(.random, options, in: space, latency: latency) { network in
      Evaluation(
        loss: Double(network.cost(image: image, classes: classes).parameters), accuracy: 0)
    }
    search.run(0..<10)
    #expect(search.archive.entries.count == 10)
    for entry in search.archive.entries {
      #expect((entry.candidate.latency ?? 1) * 1000 <= options.maxLatency)
    }
  }

  @Test func everyCandidateKeepsToTheLimits() {
    var options = Self.options
    options.maxParameters = 200_000
    options.maxMultiplyAdds = 3_000_000
    options.maxLatency = 5
    func latency(_ plan: MacroPlan) -> Double { Double(plan.totalCost.multiplyAdds) / 1e6 * 2e-3 }
    let search = Self.search(
      .evolution, options, in: ADWPSpace.standard, latency: latency
    ) { network in
      Evaluation(
        loss: -Double(network.plan().totalCost.parameters), accuracy: 0)
    }
    search.run(0..<60)
    let entries = search.archive.entries
    #expect(entries.count == 60)
    for entry in entries {
      let plan = entry.candidate.network.plan(image: image, classes: classes)
      #expect(plan.totalCost == entry.candidate.cost)
      #expect(plan.totalCost.parameters <= 200_000)
      #expect(plan.totalCost.multiplyAdds <= 2_500_000)
      #expect((entry.candidate.latency ?? 1) <= 5e-3)
    }
  }

  @Test func aSmallSpaceEndsTheSearchEarly() {
    var options = Self.options
    options.maxParameters =
      NASBenchMacroSpace().smallest
      .plan(image: image, classes: classes).totalCost.parameters
    let search = Self.search(.evolution, options, evaluate: Self.distance)
    search.run(0..<60)
    #expect(search.archive.entries.map(\.candidate.network) == [NASBenchMacroSpace().smallest])
  }

  @Test func resumingAfterAnyCandidateGivesTheSameArchive() throws {
    let whole = Self.search(.evolution, Self.options, evaluate: Self.distance)
    whole.run(0..<60)
    for stop in [1, 9, 10, 11, 35, 59] {
      let first = Self.search(.evolution, Self.options, evaluate: Self.distance)
      first.run(0..<stop)
      let second = Self.search(.evolution, Self.options, evaluate: Self.distance)
      try second.restore(first.state)
      second.run(stop..<60)
      #expect(try second.archive.encoded() == whole.archive.encoded())
    }
  }

  /// Who is admitted may differ when latencies are measured again; the generation under way stays.
  @Test func aGenerationUnderWayKeepsItsCandidates() throws {
    var options = Self.options
    options.maxLatency = 1
    let first = Self.search(.evolution, options, evaluate: Self.distance)
    first.run(0..<14)
    let second = Self.search(
      .evolution, options, latency: { _ in 9 }, evaluate: Self.distance)
    try second.restore(first.state)
    second.run(14..<20)
    #expect(second.archive.entries.count == 20)
    #expect(second.archive.generation == first.archive.generation)
  }

  @Test func lossesThatAreNoNumbersRankLast() throws {
    let search = Self.search(.evolution, Self.options) { (network: NASBenchMacroNetwork) in
      network == NASBenchMacroSpace().largest
        ? Self.distance(network) : Evaluation(loss: .nan, accuracy: 0)
    }
    search.run(0..<10)
    #expect(try !search.archive.encoded().isEmpty)
    #expect(search.best?.loss == .greatestFiniteMagnitude)
  }
}
