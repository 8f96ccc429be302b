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

  @Test(arguments: [SearchStrategy.evolution, .aging])
  func evolutionFindsAPlantedOptimumBetterThanRandomSearch(_ strategy: SearchStrategy) {
    func bestLosses(_ strategy: SearchStrategy) -> [Double] {
      (UInt64(0)..<10).map { seed in
        let search = Self.search(strategy, Self.options, seed: seed, evaluate: Self.distance)
        search.run(0..<60)
        return search.best?.loss ?? 8
      }
    }
    let (evolution, random) = (bestLosses(strategy), bestLosses(.random))
    #expect(evolution.reduce(0, +) < random.reduce(0, +) - 5)
    #expect(evolution.contains(0))
  }

  @Test(arguments: [SearchStrategy.evolution, .random, .aging])
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

  @Test(arguments: [SearchStrategy.evolution, .aging])
  func aSmallSpaceEndsTheSearchEarly(_ strategy: SearchStrategy) {
    var options = Self.options
    options.maxParameters =
      NASBenchMacroSpace().smallest
      .plan(image: image, classes: classes).totalCost.parameters
    let search = Self.search(strategy, options, evaluate: Self.distance)
    search.run(0..<60)
    #expect(search.archive.entries.map(\.candidate.network) == [NASBenchMacroSpace().smallest])
  }

  @Test(arguments: [SearchStrategy.evolution, .aging])
  func resumingAfterAnyCandidateGivesTheSameArchive(_ strategy: SearchStrategy) throws {
    let whole = Self.search(strategy, Self.options, evaluate: Self.distance)
    whole.run(0..<60)
    for stop in 1..<60 {
      let first = Self.search(strategy, Self.options, evaluate: Self.distance)
      first.run(0..<stop)
      let second = Self.search(strategy, Self.options, evaluate: Self.distance)
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

  /// Ten networks that were evaluated last may be parents, the best of some that are drawn of them.
  ///
  /// - Parameters:
  ///   - parents: How many are drawn.
  ///   - first: The place of one that is better than all others; nil for none.
  ///   - generations: Of ten.
  /// - Returns: The search as new.
  private static func agingSearch(
    parents: Int, best first: Int? = nil, generations: Int = 6
  ) -> CandidateSearch<Descendant> {
    var options = Self.options
    (options.parents, options.generations) = (parents, generations)
    var evaluated = 0
    return CandidateSearch(
      .aging, options: options, measure: .loss,
      source: CandidateSource(
        random: { Descendant(line: [$0.next()]) }, fitted: { Descendant(line: [$0.next()]) },
        candidate: { SearchCandidate(network: $0, cost: Cost(parameters: 0, multiplyAdds: 0)) }),
      images: 10, seed: Seed(1)
    ) { network in
      evaluated += 1
      let loss = evaluated - 1 == first ? 0 : 1 + Double(network.name >> 11) * 0x1p-53
      return Evaluation(loss: loss, accuracy: 0)
    }
  }

  /// The places of the parents of all but the first generation, by what was evaluated before them.
  private static func parents(_ search: CandidateSearch<Descendant>) -> [Int?] {
    let networks = search.archive.entries.map(\.candidate.network)
    return networks.dropFirst(10).map { network in
      networks.firstIndex { $0.line == network.line.dropLast() }
    }
  }

  @Test func whatAgesHasAParentAmongTheYoungest() {
    let search = Self.agingSearch(parents: 1, generations: 20)
    search.run(0..<200)
    let networks = search.archive.entries.map(\.candidate.network)
    #expect(networks.prefix(10).allSatisfy { $0.line.count == 1 })
    #expect(search.archive.entries.map(\.generation) == (0..<200).map { $0 / 10 })
    let ages = Self.parents(search).enumerated().map { $0 + 10 - ($1 ?? -1) }
    #expect(ages.count == 190)
    // The only one that is drawn may be any of them: within 4 standard deviations of 19.
    for age in 1...10 {
      let count = ages.count { $0 == age }
      #expect((3...35).contains(count), "\(count) of age \(age)")
    }
    #expect(ages.allSatisfy { (1...10).contains($0) })
  }

  /// A thousand draws of ten miss none.
  @Test func theBestOfTheYoungestThatAreDrawnIsTheParent() {
    let search = Self.agingSearch(parents: 1000)
    search.run(0..<60)
    let losses = search.archive.entries.map(\.loss)
    let best = (10..<60).map { number in
      (number - 10..<number).min { losses[$0] < losses[$1] }
    }
    #expect(Self.parents(search) == best)
  }

  /// As long as it is among the youngest, it is the parent of all; then of none, though it stays the best.
  @Test func theBestNetworkDiesOfAge() {
    let search = Self.agingSearch(parents: 1000, best: 3)
    search.run(0..<60)
    let parents = Self.parents(search)
    #expect(parents.prefix(4) == [3, 3, 3, 3])
    #expect(!parents.dropFirst(4).contains(3))
    #expect(search.best?.candidate == search.archive.entries[3].candidate)
  }

  /// Where no mutant is new, random networks follow.
  @Test func whatAgesWithoutMutationIsARandomSearch() {
    var options = Self.options
    options.mutationProbability = 0
    let search = Self.search(.aging, options, evaluate: Self.distance)
    search.run(0..<60)
    #expect(Set(search.archive.entries.map(\.candidate.network)).count == 60)
  }

  /// What a stage has learned from, where evaluations are trainings.
  @Test func imagesOfTrainingsAreCounted() {
    func search(learned: Int) -> CandidateSearch<NASBenchMacroNetwork> {
      CandidateSearch(
        .random, options: Self.options, measure: .loss,
        source: SearchLimits(
          NASBenchMacroSpace(), image: image, classes: classes, options: Self.options,
          latency: { _ in 0 }
        ).source,
        images: 10, learned: learned, seed: Seed(1), evaluate: Self.distance)
    }
    #expect(search(learned: 7).imagesLearned == 6 * 10 * 7)
    #expect(search(learned: 0).imagesLearned == 0)
  }
}

/// A network that knows its parents, and has nothing else.
private struct Descendant: EvolvableNetwork {
  /// The names of its ancestors, the first one's first, and its own.
  var line: [UInt64]

  var name: UInt64 { line.last ?? 0 }
  var canonical: Descendant { self }

  func mutated(
    probability: Double, using generator: inout some RandomNumberGenerator
  ) -> Descendant {
    Descendant(line: line + [generator.next()])
  }

  func crossed(
    with other: Descendant, using generator: inout some RandomNumberGenerator
  ) -> Descendant {
    mutated(probability: 1, using: &generator)
  }
}
