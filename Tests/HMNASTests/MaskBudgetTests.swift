import Architectures
import HMNAS
import Search
import TestSupport
import Testing
import Torch

@testable import Training

/// Masks that are led to a budget.
struct MaskBudgetTests {
  private static let whole = Tiny.network.supernetCost().total

  private func limits(_ resource: Resource, _ share: Double) -> HMNASOptions.Limits {
    var limits = HMNASOptions.Limits()
    switch resource {
    case .multiplyAdds: limits.maxMultiplyAdds = Int(share * Double(Self.whole.multiplyAdds))
    case .parameters: limits.maxParameters = Int(share * Double(Self.whole.parameters))
    case .latency: limits.maxLatency = share
    }
    return limits
  }

  private func trained(_ stage: MaskStage) throws -> MaskStage {
    stage.run(0..<stage.epochs * stage.stepsPerEpoch)
    _ = try stage.finishEpoch(stage.epochs - 1)
    return stage
  }

  /// The cheapest of the operations that are off and cost something.
  private func cheapest(_ stage: MaskStage) throws -> Double {
    let cost = try #require(stage.budget?.budget?.costs.first)
    let prices = try zip(cost.table.operations.joined(), stage.masks.kept().isKept.joined())
    return prices.filter { !$1 && $0 > 0 }.map(\.0).min() ?? 0
  }

  @Test(
    arguments: [
      (.multiplyAdds, 0.45), (.multiplyAdds, 0.7), (.parameters, 0.5), (.parameters, 0.9),
    ]
      as [(Resource, Double)], [1, 2, 5])
  func theCarvedNetworkMeetsIt(of: (resource: Resource, share: Double), epochs: Int) throws {
    for seed in 1...2 as ClosedRange<UInt64> {
      var options = Tiny.options
      options.masking.epochs = epochs
      options.budget = limits(of.resource, of.share)
      let stage = try trained(Tiny.masking(Tiny.search(options, seed: seed), options))
      let limit = try #require(options.budget.all.first?.most)
      let carved = try stage.carve().architecture
      try carved.validate()
      let cost = carved.cost().total
      let found = Double(of.resource == .parameters ? cost.parameters : cost.multiplyAdds)
      #expect(found <= limit)
      // Within 3 %, but where nothing that is off would fit.
      let next = try cheapest(stage)
      #expect(found >= 0.97 * limit || found + next > limit, "\(found) of \(limit)")
    }
  }

  /// What is above the whole supernet changes nothing.
  @Test func aBudgetAboveEverythingLeavesTheMasksAlone() throws {
    var options = Tiny.options
    let free = try trained(Tiny.masking(options))
    options.budget = limits(.multiplyAdds, 1)
    let bound = try trained(Tiny.masking(options))
    #expect(try bound.masks.kept() == free.masks.kept())
    let groups = free.architecture.groups
    try expectIdentical(bound.masks.state(groups: groups), free.masks.state(groups: groups))
  }

  /// So many steps that the term decides, and little is left to be corrected.
  @Test func theTermLeadsTheMasksThere() throws {
    var options = Tiny.options
    options.masking.epochs = 30
    options.budget = limits(.multiplyAdds, 0.6)
    let stage = Tiny.masking(options)
    stage.run(0..<90)
    let cost = try #require(stage.budget?.budget?.costs.first)
    #expect(try cost.share(of: stage.masks.kept()) < 1.1)
    options.budget = HMNASOptions.Limits()
    let free = Tiny.masking(options)
    free.run(0..<90)
    #expect(try cost.share(of: free.masks.kept()) > 1.2)
  }

  /// By hand: the gradients' root mean square is 5 / √2, costs of 1 and 3 are 0.5 and 1.5 of their mean.
  @Test func theTermIsTheCostRelativeToTheMean() {
    let topology = CellTopology(inputs: 1, intermediateNodes: 1)
    let table = CostTable(fixed: 9, inputs: [[7]], operations: [[1, 3]])
    let everything = KeptOperations(all: true, sets: 1, topology: topology, candidates: 2)
    let budget = Budget([BoundedCost(Limit(.multiplyAdds, most: 18), table)])
    var steering = BudgetSteering(budget, all: everything, device: .underTest)
    let scale = 5 / 2.0.squareRoot()
    func gradients(edge: Float) -> Tensor {
      let gradients = Tensor([3, 4] as [Float], shape: [1, 2], device: .underTest)
      let edges = Tensor([edge], shape: [1], device: .underTest)
      steering.addTerm(to: [gradients], edges: [edges])
      return gradients
    }
    let expected: [Float] = [Float(3 + 0.5 * scale), Float(4 + 1.5 * scale)]
    expectClose(gradients(edge: 1), Tensor(expected, shape: [1, 2], device: .underTest))
    // What stands on a masked edge costs nothing.
    #expect(gradients(edge: 0).floats == [3, 4])
    // The target is 20, then 19, then 18; the network costs 20, then 17.
    steering.follow(everything, progress: 0, crossing: 6)
    expectClose(Double(steering.multipliers[0]), 1.0 / 1.1)
    steering.follow(everything, progress: 0.5, crossing: 6)
    expectClose(Double(steering.multipliers[0]), 1.0)
    let less = KeptOperations([[true, false]], topology: topology, candidates: 2)
    steering.follow(less, progress: 1, crossing: 12)
    expectClose(Double(steering.multipliers[0]), 1.0 / 1.1.squareRoot())
  }

  /// Where nothing more fits, one operation takes another's place; of those that use the budget up the likeliest.
  @Test(arguments: [
    ([5.0, 9, 10], [false, false, true]), ([5, 10, 10], [false, false, true]),
    ([8, 3, 6], [true, false, false]), ([9.8, 0.1, 3], [true, false, false]),
  ])
  func theBudgetIsUsedUp(costs: [Double], kept: [Bool]) {
    let topology = CellTopology.chain(nodes: 1)
    let budget = Budget([
      BoundedCost(
        Limit(.multiplyAdds, most: 10),
        CostTable(fixed: 0, inputs: [[0]], operations: [costs]))
    ])
    let everything = KeptOperations(all: true, sets: 1, topology: topology, candidates: 3)
    #expect(budget.fitted(everything, values: [[0.9, 0.1, 0.2]]).isKept == [kept])
  }

  /// All limits at once, one of them on latencies that are injected.
  @Test func severalLimitsAreMetTogether() throws {
    var options = Tiny.options
    options.budget = limits(.multiplyAdds, 0.8)
    options.budget.maxParameters = limits(.parameters, 0.6).maxParameters
    options.budget.maxLatency = 40
    let stage = try trained(
      Tiny.masking(Tiny.search(options), options, latencies: Self.latencies))
    let carving = try stage.carve().architecture
    let cost = carving.cost().total
    #expect(cost.multiplyAdds <= options.budget.maxMultiplyAdds)
    #expect(cost.parameters <= options.budget.maxParameters)
    #expect(try Self.latencies().cost(of: stage.masks.kept()) <= 40)
  }

  /// One millisecond for every operation, 2 for every input, 6 for the rest: 84 in all.
  static func latencies() -> CostTable {
    CostTable(
      fixed: 6, inputs: [[2, 2], [2, 2]],
      operations: [[Double]](repeating: [Double](repeating: 1, count: 35), count: 2))
  }

  @Test func latenciesAreMeasuredOnceAndKept() throws {
    var options = Tiny.options
    options.budget.maxLatency = 30
    var calls = 0
    func stage() -> MaskStage {
      Tiny.masking(Tiny.search(options), options) {
        calls += 1
        return Self.latencies()
      }
    }
    let first = stage()
    first.run(0..<2)
    let second = stage()
    try second.restore(first.state)
    second.run(2..<6)
    #expect(calls == 1)
    _ = try second.finishEpoch(1)
    #expect(try #require(second.budget?.budget).allows(second.masks.kept()))
  }

  /// With a clock by which every pass takes a second, the parts add up to what the whole takes.
  @Test func measuredPartsAddUpToTheWhole() throws {
    var time = 0.0
    let stopwatch = Stopwatch {
      time += 1
      return time
    }
    let table = try LatencyTable(
      Tiny.network, groups: CellGroups(Tiny.network, sharing: .perCell),
      computation: Computation(), device: .cpu, stopwatch: stopwatch
    ).measured(near: 12_000)
    let everything = KeptOperations(
      all: true, sets: 3, topology: Tiny.network.topology, candidates: 7)
    expectClose(table.cost(of: everything), 1000, tolerance: 1e-9)
    // Stem, classifier and three cells, and as much for each of six inputs; operations add nothing by such a clock.
    expectClose(table.fixed, 5000.0 / 11)
    for inputs in table.inputs { expectClose(inputs[0], 1000.0 / 11) }
    #expect(table.operations.joined().allSatisfy { $0 == 0 })
  }

  @Test(arguments: [Resource.multiplyAdds, .parameters])
  func randomMasksCostTheSame(resource: Resource) throws {
    var options = Tiny.options
    options.masking.epochs = 5
    options.budget = limits(resource, 0.7)
    let stage = try trained(Tiny.masking(options))
    let cost = try #require(stage.budget?.budget?.costs.first)
    let found = try cost.table.cost(of: stage.masks.kept())
    var networks: Set<KeptOperations> = try [stage.masks.kept()]
    for seed in 0..<5 as Range<UInt64> {
      let random = try stage.randomMasks(seed: Seed(seed))
      networks.insert(try random.kept())
      #expect(try random.keepsEveryCellAlive())
      let share = try cost.table.cost(of: random.kept()) / found
      #expect(share <= 1 && share > 0.97)
      #expect(random.densities.weights == stage.masks.densities.weights)
    }
    #expect(networks.count > 4)
  }

  @Test(arguments: [
    (["--max-multiply-adds", "1000"], "option max-multiply-adds is 1000, expected at least "),
    (["--max-parameters", "1000"], "option max-parameters is 1000, expected at least "),
    (
      ["--max-parameters", "900000", "--mask-rule", "literal"],
      "mask-rule is literal, which removes"
    ),
  ])
  func whatNoNetworkKeepsToIsRefused(arguments: [String], message: String) throws {
    var options = HMNASOptions()
    try HMNASOptions.table.apply(arguments, to: &options)
    let error = #expect(throws: ConfigurationError.self) { try options.validate(for: .cifar10) }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "no error")")
  }

  /// The refusal names the least that is possible: that much is taken, and one less is not.
  @Test func theRefusalNamesTheSmallest() throws {
    var options = HMNASOptions()
    options.budget.maxMultiplyAdds = 1
    let error = #expect(throws: ConfigurationError.self) { try options.validate(for: .cifar10) }
    let words = try #require(error?.description.split(separator: " "))
    let least = try #require(words.compactMap { Int($0) }.last)
    options.budget.maxMultiplyAdds = least
    try options.validate(for: .cifar10)
    options.budget.maxMultiplyAdds = least - 1
    #expect(throws: ConfigurationError.self) { try options.validate(for: .cifar10) }
  }
}
