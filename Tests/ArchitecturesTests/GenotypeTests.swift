import Foundation
import Testing

@testable import Architectures

/// Networks of published cells, as the DARTS code trains them: 20 cells, 36 channels, normalisations with weights and
/// none behind pools.
@Suite struct GenotypeTests {
  /// As a paper or a user of the authors' code in PyTorch counted them, without the auxiliary classifier.
  struct Counts: Sendable {
    var genotype: Genotype
    var parameters: ClosedRange<Int>
  }

  /// P-DARTS (Chen et al., 2019).
  static let pDARTS = """
    Genotype(normal=[('skip_connect', 0), ('dil_conv_3x3', 1), ('skip_connect', 0), ('sep_conv_3x3', 1), \
    ('sep_conv_3x3', 1), ('sep_conv_3x3', 3), ('sep_conv_3x3', 0), ('dil_conv_5x5', 4)], \
    normal_concat=[2, 3, 4, 5], reduce=[('avg_pool_3x3', 0), ('sep_conv_5x5', 1), ('sep_conv_3x3', 0), \
    ('dil_conv_5x5', 2), ('max_pool_3x3', 0), ('dil_conv_3x3', 1), ('dil_conv_3x3', 1), ('dil_conv_5x5', 3)], \
    reduce_concat=[2, 3, 4, 5])
    """

  static func published() throws -> [Counts] {
    [
      Counts(genotype: try Genotype(pDARTS), parameters: 3_433_798...3_433_798),
      // Table 1 of the papers has 3.3 million for both.
      Counts(
        genotype: Genotype.Published.dartsV1.genotype, parameters: 3_150_000...3_349_999),
      Counts(
        genotype: Genotype.Published.dartsV2.genotype, parameters: 3_250_000...3_349_999),
      Counts(
        genotype: Genotype.Published.pcDARTS.genotype, parameters: 3_625_000...3_634_999),
      Counts(
        genotype: Genotype.Published.enas.genotype, parameters: 4_015_000...4_024_999),
      // Table 1 of the DARTS paper has 3.1 million where its authors trained the cells.
      Counts(
        genotype: Genotype.Published.amoebaNet.genotype, parameters: 3_050_000...3_149_999),
    ]
  }

  private static let image = ImageShape(channels: 3, height: 32, width: 32)

  private func network(
    _ genotype: Genotype, channels: Int = 36, cells: Int = 20
  ) throws -> MaskedCellNetwork {
    try genotype.network(image: Self.image, classes: 10, channels: channels, cells: cells)
  }

  @Test func countsAreThoseOfTheirAuthors() throws {
    for counts in try Self.published() {
      let cost = try network(counts.genotype).cost().total
      #expect(counts.parameters.contains(cost.parameters), "\(cost)")
    }
  }

  /// What `scripts/fixtures/genotypes.py` counts of the networks in PyTorch.
  @Test(
    arguments: [
      (.dartsV2, Cost(parameters: 3_349_342, multiplyAdds: 528_359_040)),
      (.nasNet, Cost(parameters: 3_830_950, multiplyAdds: 603_452_448)),
      (.amoebaNet, Cost(parameters: 3_145_078, multiplyAdds: 488_931_552)),
    ] as [(Genotype.Published, Cost)])
  func costsAreThoseInPyTorch(published: Genotype.Published, cost: Cost) throws {
    #expect(try network(published.genotype).cost().total == cost)
  }

  /// The same user's count of P-DARTS's network with the auxiliary classifier, 3,910,224, less that without.
  @Test func theAuxiliaryHeadHasItsParameters() {
    let features = ImageShape(channels: 576, height: 8, width: 8)
    let head = AuxiliaryHeadGraph.graph(features, classes: 10)
    #expect(head.cost.parameters == 3_910_224 - 3_433_798)
  }

  @Test(arguments: Genotype.Published.allCases)
  func textsAndNetworksAreTheSameCells(published: Genotype.Published) throws {
    let genotype = published.genotype
    #expect(try Genotype("\(genotype)") == genotype)
    // Within a node, a network has its operations by what they read.
    let network = try network(genotype, channels: 4, cells: 5)
    let canonical = try Genotype(network)
    #expect(try self.network(canonical, channels: 4, cells: 5) == network)
    #expect(canonical.normal.steps.count == genotype.normal.steps.count)
    #expect(Set(canonical.normal.steps) == Set(genotype.normal.steps))
    #expect(Set(canonical.reduction.steps) == Set(genotype.reduction.steps))
    #expect(canonical.reduction.outputs == genotype.reduction.outputs)
    #expect(try MaskedCellNetwork(json: JSONEncoder().encode(network)) == network)
  }

  @Test func rangesQuotesAndCommasMayBeOtherwise() throws {
    let text = """
      Genotype( normal = (("max_pool_3x3",0),('skip_connect' , 1),), normal_concat=range(2, 3),
        reduce_concat=[2,], reduce=[('skip_connect', 0), ('skip_connect', 1)], )
      """
    #expect(
      "\(try Genotype(text))"
        == "Genotype(normal=[('max_pool_3x3', 0), ('skip_connect', 1)], normal_concat=[2], "
        + "reduce=[('skip_connect', 0), ('skip_connect', 1)], reduce_concat=[2])")
  }

  private static let steps = "[('skip_connect', 0), ('skip_connect', 1)]"

  @Test(arguments: [
    ("", "The genotype is none from character 1 on, expected Genotype."),
    ("Genotype(", "The genotype is none from character 10 on, expected a name."),
    ("Genotype(normal=[", "The genotype is none from character 18 on, expected (."),
    (
      "Genotype(normal=[('skip_connect', 999)])",
      "The genotype is none from character 35 on, expected a number of a node."
    ),
    (
      "Genotype(normal=\(steps), normal=\(steps))",
      "The genotype is none from character 68 on, expected each part once, not normal again."
    ),
    (
      "Genotype(other=[])",
      "The genotype is none from character 16 on, expected normal, normal_concat, reduce or "
        + "reduce_concat, not other."
    ),
    (
      "Genotype(normal=\(steps), normal_concat=[2], reduce=\(steps))",
      "The genotype has no reduce_concat, expected normal, normal_concat, reduce and reduce_concat."
    ),
    (
      "Genotype(normal=[], normal_concat=[2], reduce=[], reduce_concat=[2]) x",
      "The genotype is none from character 70 on, expected the end."
    ),
    (
      "Genotype(normal=[], normal_concat=range(3, 2), reduce=[], reduce_concat=[2])",
      "The genotype is none from character 46 on, expected range of two numbers, the smaller one "
        + "first."
    ),
  ])
  func otherTextIsRefused(text: String, message: String) {
    let error = #expect(throws: ArchitectureError.self) { try Genotype(text) }
    #expect(error.map { "\($0)" } == message)
  }

  @Test(arguments: [
    (
      [Genotype.Step("skip_connect", 0)], [2],
      "The genotype has 1 operations in normal, expected two for each node."
    ),
    (
      [Genotype.Step("skip_connect", 0), Genotype.Step("skip_connect", 2)], [2],
      "The genotype has node 2 read node 2, expected a node before it."
    ),
    (
      [Genotype.Step("skip_connect", 0), Genotype.Step("conv_9x9", 1)], [2],
      "The genotype has the operation conv_9x9, expected one of max_pool_3x3, avg_pool_3x3, "
        + "skip_connect, sep_conv_3x3, sep_conv_5x5, sep_conv_7x7, dil_conv_3x3, dil_conv_5x5, "
        + "conv_7x1_1x7."
    ),
    (
      [Genotype.Step("skip_connect", 0), Genotype.Step("skip_connect", 1)], [3],
      "The topology of the network has the outputs [3], expected some of the nodes 2 to 2, "
        + "ascending."
    ),
  ])
  func whatCannotBeBuiltIsRefused(steps: [Genotype.Step], outputs: [Int], message: String) {
    let whole = [Genotype.Step("skip_connect", 0), Genotype.Step("skip_connect", 1)]
    let genotype = Genotype(
      normal: .init(steps, outputs: outputs), reduction: .init(whole, outputs: [2]))
    let error = #expect(throws: ArchitectureError.self) { try network(genotype) }
    #expect(error.map { "\($0)" } == message)
  }

  @Test func networksOfOtherFormsAreNone() throws {
    var network = try network(Genotype.Published.dartsV2.genotype, channels: 4, cells: 5)
    network.cells[0].edges[0].importance = 0.5
    #expect(throws: ArchitectureError.noGenotype("normal cells differ")) { try Genotype(network) }
    for cell in [2, 4] { network.cells[cell] = network.cells[0] }
    #expect(
      throws: ArchitectureError.noGenotype("node 2 of a normal cell weights what it reads")
    ) { try Genotype(network) }
  }
}
