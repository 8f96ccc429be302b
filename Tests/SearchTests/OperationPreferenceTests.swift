import Search
import Testing

/// What tells a collapsed search, in closed form.
struct OperationPreferenceTests {
  private let operations = ["none", "skip_connect", "sep_conv_3x3", "max_pool_3x3"]

  @Test func equalWeightsHaveAllEntropyAndNoPreference() {
    let equal = OperationPreference(
      Array(repeating: [0.25, 0.25, 0.25, 0.25], count: 3), of: ["a", "b", "c", "d"])
    #expect(abs(equal.entropy - 1) < 1e-12)
    #expect(equal.skips == 0)
    #expect(equal.warning == nil)
  }

  @Test func edgesThatSkipAreCounted() throws {
    let edges: [[Float]] = [
      [0, 1, 0, 0], [0.6, 0.2, 0.1, 0.1], [0, 0, 1, 0], [0, 0.5, 0.5, 0], [0, 0, 0.5, 0.5],
    ]
    let preference = OperationPreference(edges, of: operations)
    // Of equal ones the first, as in what is kept.
    #expect(preference.skips == 3.0 / 5)
    // Entropies in bits: 0, 1.571, 0, 1, 1, of at most 2.
    #expect(abs(preference.entropy - (1.570951 + 2) / 10) < 1e-6)
    let warning = try #require(preference.warning)
    #expect(warning.hasPrefix("skip_connect is the strongest operation of 60 % of the edges"))
    #expect(OperationPreference(Array(edges.dropFirst()), of: operations).warning == nil)
  }

  @Test func oneCandidateLeavesNothingOpen() {
    #expect(OperationPreference([[1], [1]], of: ["skip_connect"]).entropy == 0)
  }
}
